package io.agentplane.platform.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event on its way out: kept in the outbox, then sent. */
public record StoredEvent(
        UUID id,
        String topic,
        String type,
        String source,
        String subject,
        String namespace,
        long revision,
        Instant time,
        @Nullable String traceParent,
        byte[] state) {}
