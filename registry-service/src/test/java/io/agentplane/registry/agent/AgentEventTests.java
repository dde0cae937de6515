package io.agentplane.registry.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.registry.RegistryStage;
import io.agentplane.registry.agent.AgentEvent.AgentActivated;
import io.agentplane.registry.agent.AgentEvent.AgentBackupActivated;
import io.agentplane.registry.agent.AgentEvent.AgentChanged;
import io.agentplane.registry.agent.AgentEvent.AgentDeactivated;
import io.agentplane.registry.agent.AgentEvent.AgentDecommissioned;
import io.agentplane.registry.agent.AgentEvent.AgentDegraded;
import io.agentplane.registry.agent.AgentEvent.AgentDraining;
import io.agentplane.registry.agent.AgentEvent.AgentInstancesChanged;
import io.agentplane.registry.agent.AgentEvent.AgentLeftClusters;
import io.agentplane.registry.agent.AgentEvent.AgentRecovered;
import io.agentplane.registry.agent.AgentEvent.AgentRecoveryAttempted;
import io.agentplane.registry.agent.AgentEvent.AgentRecoveryGivenUp;
import io.agentplane.registry.agent.AgentEvent.AgentRecoveryStepMissed;
import io.agentplane.registry.agent.AgentEvent.AgentRegistered;
import io.agentplane.registry.agent.AgentEvent.AgentTasksHandedOver;
import io.agentplane.registry.agent.AgentEvent.AgentTransferred;
import io.agentplane.registry.agent.AgentView.InstanceView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** What the registry tells others, compared with the reviewed samples in {@code contracts/events}. */
class AgentEventTests extends RegistryStage {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID INSTANCE = UUID.fromString("01900000-0000-7000-8000-000000000003");
    private static final UUID BACKUP = UUID.fromString("01900000-0000-7000-8000-000000000002");

    @Autowired
    private EventCodec codec;

    @Autowired
    private JsonMapper json;

    static Stream<AgentEvent> events() {
        return Stream.of(
                new AgentRegistered(agent(AgentStatus.REGISTERED, null, 1), "default"),
                new AgentActivated(agent(AgentStatus.ACTIVE, null, 2), "default"),
                new AgentDegraded(agent(AgentStatus.DEGRADED, "silent", 3), "default"),
                new AgentRecovered(agent(AgentStatus.ACTIVE, null, 4), "default"),
                new AgentChanged(agent(AgentStatus.ACTIVE, null, 5), "default"),
                new AgentTransferred(agent(AgentStatus.ACTIVE, null, 6), "default"),
                new AgentInstancesChanged(agent(AgentStatus.ACTIVE, null, 7), "default"),
                new AgentDraining(agent(AgentStatus.ACTIVE, null, NOON.plusSeconds(600), 8), "default"),
                new AgentDeactivated(agent(AgentStatus.INACTIVE, "replaced", 9), "default"),
                new AgentDecommissioned(agent(AgentStatus.DECOMMISSIONED, null, 10), "default"),
                new AgentTasksHandedOver(agent(AgentStatus.DEGRADED, "silent", 11), "default"),
                new AgentBackupActivated(agent(AgentStatus.DEGRADED, "silent", 12), "default"),
                new AgentLeftClusters(agent(AgentStatus.DEGRADED, "silent", 13), "default"),
                new AgentRecoveryAttempted(agent(AgentStatus.DEGRADED, "silent", 14), "default"),
                new AgentRecoveryStepMissed(agent(AgentStatus.DEGRADED, "silent", 15), "default"),
                new AgentRecoveryGivenUp(agent(AgentStatus.DEGRADED, "silent", 16), "default"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void areWrittenAsReviewed(AgentEvent event) throws IOException {
        byte[] written = codec.encodeState(event.state());
        Path sample = sample(event);
        if (Boolean.getBoolean("contracts.update")) {
            Files.writeString(
                    sample, json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(written)) + "\n");
        }

        assertThat(json.readTree(written)).isEqualTo(json.readTree(Files.readAllBytes(sample)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void areReadAsReviewed(AgentEvent event) throws IOException {
        var sent = codec.encode(new StoredEvent(
                UUID.randomUUID(),
                event.topic(),
                event.type(),
                "/registry-service",
                event.subject(),
                event.namespace(),
                event.revision(),
                NOON,
                null,
                Files.readAllBytes(sample(event))));
        var received = new ConsumerRecord<>(event.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);

        var read = codec.decode(received, AgentView.class);

        assertThat(read.type()).isEqualTo(event.type());
        assertThat(read.revision()).isEqualTo(event.revision());
        assertThat(read.state()).isEqualTo(event.state());
    }

    private static Path sample(AgentEvent event) {
        return Path.of("..", "contracts", "events", event.type() + ".json");
    }

    private static AgentView agent(AgentStatus status, String reason, long revision) {
        return agent(status, reason, null, revision);
    }

    private static AgentView agent(AgentStatus status, String reason, Instant drainUntil, long revision) {
        return new AgentView(
                ID,
                "translator",
                "1.0.0",
                "Translates",
                "docs-team",
                AgentRole.SPECIALIST,
                "languages",
                List.of("translate"),
                List.of("dictionary"),
                "large-1",
                "https://translator.example:8443/",
                List.of(new InstanceView(
                        INSTANCE, "https://translator.example:8443/", InstanceStatus.HEALTHY, null, NOON, null, 0)),
                List.of("rest"),
                4,
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Map.of("team", "docs"),
                new Resources(2, 4_000_000_000L, 0, 0),
                BACKUP,
                status,
                reason,
                status == AgentStatus.DEGRADED ? DegradationCause.SILENCE : null,
                NOON,
                drainUntil,
                NOON,
                null,
                null,
                null,
                0,
                revision);
    }
}
