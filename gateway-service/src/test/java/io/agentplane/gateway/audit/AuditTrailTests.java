package io.agentplane.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.gateway.spool.SpoolLimits;
import io.agentplane.gateway.spool.SpooledLog;
import io.agentplane.gateway.spool.SpooledLogs;
import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.audit.AuditOutcome;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.test.TestKafka;
import io.agentplane.platform.test.TestTopic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class AuditTrailTests {

    /** Nobody listens there: port 1 is reserved. */
    private static final String AWAY = "127.0.0.1:1";

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final JsonMapper json = new JsonMapper();
    private final EventCodec codec = new EventCodec(StoredJson.of(json));
    private final String namespace = "audit-" + UUID.randomUUID();

    @Test
    void keepsEntriesOverARestartWhileKafkaIsAwayAndSendsThemInOrderWhenItIsBack() throws Exception {
        List<String> taken =
                IntStream.range(0, 300).mapToObj(number -> "/agents/" + number).toList();
        SpooledLog<AuditEntry> before = log(AWAY, DataSize.ofMegabytes(1));
        before.start();
        var trailBefore = new AuditTrail(before);
        taken.subList(0, 200).forEach(resource -> trailBefore.record(entry(resource), true));
        before.stop();
        assertThat(metrics.counter("agentplane.audit.entries.sent").count()).isZero();

        SpooledLog<AuditEntry> after = log(TestKafka.bootstrapServers(), DataSize.ofMegabytes(1));
        after.start();
        var trailAfter = new AuditTrail(after);
        taken.subList(200, 300).forEach(resource -> trailAfter.record(entry(resource), true));

        try (var topic = TestTopic.of(AuditEntry.TOPIC)) {
            awaitTopic()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(topic.messagesOf(namespace).stream()
                                    .map(message -> codec.decode(message, AuditEntry.class)
                                            .state()
                                            .resource()))
                            .containsExactlyElementsOf(taken));
        }
        after.stop();
    }

    @Test
    void hasNoRoomOnceTheSpoolIsFullButKeepsWhatWasLetInBefore() throws IOException {
        SpooledLog<AuditEntry> log = log(AWAY, DataSize.ofBytes(500));
        log.start();
        var trail = new AuditTrail(log);
        assertThat(trail.hasRoom()).isTrue();
        for (int number = 0; number < 3; number++) {
            trail.record(entry("/agents"), true);
        }
        await().until(() -> !trail.hasRoom());
        double full = spoolSize();

        trail.record(entry("/agents"), false);
        assertThat(metrics.counter("agentplane.audit.entries.lost").count()).isEqualTo(1);
        trail.record(entry("/agents"), true);
        await().until(() -> spoolSize() > full);
        log.stop();
    }

    @Test
    void keepsRoomForChangesFromThoseWhoMerelyCall() throws IOException {
        SpooledLog<AuditEntry> log = log(AWAY, DataSize.ofKilobytes(20));
        log.start();
        var trail = new AuditTrail(log);

        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            trail.record(entry("/agents"), false);
            return metrics.counter("agentplane.audit.entries.lost").count() > 0;
        });

        assertThat(trail.hasRoom()).isTrue();
        log.stop();
    }

    @Test
    void sendsWhatCouldNotBeReadForAWhile() throws Exception {
        SpooledLog<AuditEntry> before = log(AWAY, DataSize.ofMegabytes(1));
        before.start();
        new AuditTrail(before).record(entry("/agents"), true);
        before.stop();
        SpooledLog<AuditEntry> after = log(TestKafka.bootstrapServers(), DataSize.ofMegabytes(1));
        Path spooled;
        try (Stream<Path> files = Files.list(folder)) {
            spooled = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
        Path elsewhere = Files.move(spooled, folder.resolve("elsewhere"));
        after.start();
        await().until(() ->
                metrics.counter("agentplane.audit.entries.spool.unreadable").count() > 0);

        Files.move(elsewhere, spooled);

        try (var topic = TestTopic.of(AuditEntry.TOPIC)) {
            awaitTopic()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> topic.messagesOf(namespace).size() == 1);
        }
        after.stop();
    }

    /** A topic that isn't there yet can't be read. */
    private static ConditionFactory awaitTopic() {
        return await().ignoreException(IllegalStateException.class);
    }

    private double spoolSize() {
        return metrics.get("agentplane.audit.entries.spool.size").gauge().value();
    }

    private SpooledLog<AuditEntry> log(String brokers, DataSize maxSpool) throws IOException {
        Map<String, Object> client = Map.of("bootstrap.servers", brokers, "max.block.ms", 500);
        int patience = brokers.equals(AWAY) ? 200 : 1000;
        var admin = new KafkaAdmin(Map.of(
                "bootstrap.servers", brokers, "default.api.timeout.ms", patience, "request.timeout.ms", patience / 2));
        admin.setOperationTimeout(5);
        admin.setCloseTimeout(1);
        var context = new GenericApplicationContext();
        context.registerBean(NewTopic.class, () -> new NewTopic(AuditEntry.TOPIC, 3, (short) 1));
        context.refresh();
        admin.setApplicationContext(context);
        var producers = new DefaultKafkaProducerFactory<>(client, new StringSerializer(), new ByteArraySerializer());
        return new SpooledLogs(producers, admin, codec, StoredJson.of(json), metrics)
                .open(AuditConfiguration.ENTRIES, new SpoolLimits(folder, maxSpool, DataSize.ofKilobytes(10), 1000));
    }

    private AuditEntry entry(String resource) {
        return new AuditEntry(
                UuidCreator.getTimeOrderedEpoch(),
                namespace,
                Instant.parse("2026-01-01T12:00:00Z"),
                new AuditEntry.Actor("1", "ann"),
                "DELETE /agents/*",
                resource,
                AuditOutcome.ALLOWED,
                204,
                null,
                "127.0.0.1",
                null);
    }
}
