package io.agentplane.registry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.registry.RegistryStage;
import io.agentplane.registry.cluster.ClusterEvent.ClusterDissolved;
import io.agentplane.registry.cluster.ClusterEvent.ClusterFormed;
import io.agentplane.registry.cluster.ClusterEvent.LeaderElected;
import io.agentplane.registry.cluster.ClusterEvent.LeaderLost;
import io.agentplane.registry.cluster.ClusterEvent.MemberJoined;
import io.agentplane.registry.cluster.ClusterEvent.MemberLeft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** What the registry tells others of clusters, compared with the reviewed samples in {@code contracts/events}. */
class ClusterEventTests extends RegistryStage {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID FIRST = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID SECOND = UUID.fromString("01900000-0000-7000-8000-000000000002");

    @Autowired
    private EventCodec codec;

    @Autowired
    private JsonMapper json;

    static Stream<ClusterEvent> events() {
        var formed = new ClusterView(
                UUID.fromString("01900000-0000-7000-8000-000000000009"),
                "reviewers",
                "Review every change",
                Duration.ofSeconds(15),
                List.of(FIRST),
                null,
                0,
                NOON,
                null,
                1);
        ClusterView led = formed.withLeader(FIRST, 1);
        ClusterView larger = led.withMembers(List.of(FIRST, SECOND));
        ClusterView leaderless = larger.withLeader(null, 1);
        ClusterView smaller = leaderless.withMembers(List.of(SECOND));
        return Stream.of(
                new ClusterFormed(formed, "default"),
                new LeaderElected(led, "default"),
                new MemberJoined(larger, "default"),
                new LeaderLost(leaderless, "default"),
                new MemberLeft(smaller, "default"),
                new ClusterDissolved(smaller.dissolved(NOON.plusSeconds(60)), "default"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void areWrittenAsReviewed(ClusterEvent event) throws IOException {
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
    void areReadAsReviewed(ClusterEvent event) throws IOException {
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

        var read = codec.decode(received, ClusterView.class);

        assertThat(read.type()).isEqualTo(event.type());
        assertThat(read.revision()).isEqualTo(event.revision());
        assertThat(read.state()).isEqualTo(event.state());
    }

    private static Path sample(ClusterEvent event) {
        return Path.of("..", "contracts", "events", event.type() + ".json");
    }
}
