package io.agentplane.scheduler.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.scheduler.OtherService;
import io.agentplane.scheduler.SchedulerStage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The registry's events decide who may be given work. */
class FleetListenerTests extends SchedulerStage {

    private static final String TOPIC = "agentplane.registry.agents.v1";

    @Autowired
    private EventCodec codec;

    @Autowired
    private Fleet fleet;

    private final UUID agent = UUID.randomUUID();

    @Test
    void followsAnAgentThroughItsLife() {
        OtherService.send(event(agent, 1, "REGISTERED"));
        awaitAnswer("alpha", "agent-not-active");

        OtherService.send(event(agent, 2, "ACTIVE"));
        awaitAnswer("alpha", "active");

        assertThat(answer("beta")).isEqualTo("agent-not-found");
    }

    @Test
    void passesOverWhatComesLateOrTwice() {
        UUID last = UUID.randomUUID();
        OtherService.send(
                event(agent, 3, "INACTIVE"),
                event(agent, 2, "ACTIVE"),
                event(agent, 3, "INACTIVE"),
                event(agent, 1, "ACTIVE"),
                event(last, 1, "ACTIVE"));
        await().atMost(Duration.ofSeconds(30)).until(() -> answer("alpha", last).equals("active"));

        assertThat(answer("alpha")).isEqualTo("agent-not-active");
    }

    private void awaitAnswer(String namespace, String answer) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(answer(namespace)).isEqualTo(answer));
    }

    private String answer(String namespace) {
        return answer(namespace, agent);
    }

    private String answer(String namespace, UUID id) {
        var refusal = catchThrowableOfType(
                DomainException.class, () -> Namespace.run(namespace, () -> fleet.requireActive(id)));
        return refusal == null ? "active" : refusal.code().code();
    }

    /** Under one key, so that they come in the order of their sending; as the registry writes them, with more than is read. */
    private ProducerRecord<String, byte[]> event(UUID id, long revision, String status) {
        String state = """
                {"id":"%s","name":"researcher","version":"1.0.0","description":"","owner":"platform","role":"worker",
                 "specialization":"research","capabilities":["research"],"tools":[],"protocols":["rest"],
                 "maxConcurrency":2,"timeout":"PT30S","tags":{"team":"red"},"status":"%s",
                 "registeredAt":"2026-01-01T12:00:00Z","load":0.0,"revision":%d}
                """.formatted(id, status, revision);
        return codec.encode(new StoredEvent(
                UUID.randomUUID(),
                TOPIC,
                "agent-registered",
                "/registry-service",
                agent.toString(),
                "alpha",
                revision,
                Instant.parse("2026-01-01T12:00:00Z"),
                null,
                state.getBytes(StandardCharsets.UTF_8)));
    }
}
