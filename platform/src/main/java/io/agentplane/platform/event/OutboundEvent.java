package io.agentplane.platform.event;

import java.util.Locale;

/**
 * Something that happened to an aggregate, for other services to know. Published as an application event inside the
 * business transaction; the outbox keeps it with the change.
 */
public interface OutboundEvent {

    /** The Kafka topic, such as {@code agentplane.registry.agents.v1}. */
    String topic();

    /** The aggregate's id: the Kafka key, within which order is kept. */
    String subject();

    String namespace();

    /** Grows with each change of the aggregate, so that a late or repeated event can be told. */
    long revision();

    /** The aggregate's whole new state, written as JSON. */
    Object state();

    /** The event's type: the record's name in kebab case, such as {@code agent-registered}. */
    default String type() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
