package io.agentplane.platform.event;

import java.time.Instant;

/**
 * An event of another service, as it came from Kafka.
 *
 * @param id the same each time this event is delivered
 * @param type such as {@code agent-registered}
 * @param subject the aggregate's id
 * @param revision the aggregate's revision after the change; what is not newer than what is known is to be passed over
 * @param state the aggregate's whole new state
 */
public record InboundEvent<T>(
        String id,
        String type,
        String source,
        String subject,
        String namespace,
        long revision,
        Instant time,
        T state) {}
