package io.agentplane.platform.audit;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One thing that someone did or tried. It travels as a message whose key is the namespace, so that a namespace's entries
 * keep their order; one that comes twice is kept once.
 *
 * @param at when it began
 * @param actor who; absent when nobody could tell
 * @param action what, such as {@code POST /agents/*}{@code /activate}
 * @param resource on what: the path
 * @param status the HTTP status that the actor was answered with
 * @param code the problem's code, where one is known
 * @param source the address that it came from
 */
public record AuditEntry(
        UUID id,
        String namespace,
        Instant at,
        @Nullable Actor actor,
        String action,
        String resource,
        AuditOutcome outcome,
        int status,
        @Nullable String code,
        String source,
        @Nullable String traceId) {

    public static final String TOPIC = "agentplane.audit.entries.v1";
    public static final String TYPE = "audit-entry-recorded";

    public AuditEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(source, "source");
    }

    /** The entry on its way to where entries are kept. */
    public ProducerRecord<String, byte[]> message(EventCodec codec, String sender) {
        return codec.encode(
                new StoredEvent(id, TOPIC, TYPE, sender, namespace, namespace, 1, at, null, codec.encodeState(this)));
    }

    /**
     * Who acts.
     *
     * @param id the principal's id
     * @param name the principal's name
     */
    public record Actor(String id, String name) {

        public Actor {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
        }
    }
}
