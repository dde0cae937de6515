package io.agentplane.scheduler;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An agent as the registry tells of it: each step of its life is an event with the next revision. */
final class RegisteredAgent {

    static final String TOPIC = "agentplane.registry.agents.v1";
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final EventCodec codec;
    private final String namespace;
    private final int maxConcurrency;
    private final List<String> capabilities;
    private final UUID id = UUID.randomUUID();
    private long revision;

    RegisteredAgent(EventCodec codec, String namespace, int maxConcurrency, String... capabilities) {
        this.codec = codec;
        this.namespace = namespace;
        this.maxConcurrency = maxConcurrency;
        this.capabilities = List.of(capabilities);
    }

    UUID id() {
        return id;
    }

    /** Of the last state that was made. */
    long revision() {
        return revision;
    }

    /** The agent's next state, on its way. */
    void becomes(String status) {
        OtherService.send(event(status, ""));
    }

    void becomes(String status, String reason) {
        OtherService.send(event(status, "\"statusReason\":\"" + reason + "\","));
    }

    void drains() {
        OtherService.send(event("ACTIVE", "\"drainUntil\":\"2999-01-01T00:00:00Z\","));
    }

    /** As the registry writes it, with more than is read. */
    ProducerRecord<String, byte[]> event(String status, String members) {
        revision++;
        String state = """
                {"id":"%s","name":"agent","version":"1.0.0","description":"","owner":"platform","role":"worker",
                 "capabilities":[%s],"tools":[],"instances":[],"protocols":["rest"],"maxConcurrency":%d,
                 "timeout":"PT30S","tags":{"team":"red"},"status":"%s",%s
                 "registeredAt":"2026-01-01T12:00:00Z","load":0.0,"revision":%d}
                """.formatted(
                        id,
                        capabilities.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(",")),
                        maxConcurrency,
                        status,
                        members,
                        revision);
        return codec.encode(new StoredEvent(
                UUID.randomUUID(),
                TOPIC,
                "agent-changed",
                "/registry-service",
                id.toString(),
                namespace,
                revision,
                NOON,
                null,
                state.getBytes(StandardCharsets.UTF_8)));
    }
}
