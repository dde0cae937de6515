package io.agentplane.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
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

class SpooledLogTests {

    private static final String TOPIC = "agentplane.test.spooled.v1";

    /** Nobody listens there: port 1 is reserved. */
    private static final String AWAY = "127.0.0.1:1";

    private static final EntryKind<Line> LINES =
            new EntryKind<>("test.lines", Line.class, Line::message, line -> new Line(line.id, "short"));

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final JsonMapper json = new JsonMapper();
    private final EventCodec codec = new EventCodec(StoredJson.of(json));

    @Test
    void losesNothingThatWasWrittenWhenItsProcessIsKilled() throws Exception {
        List<Line> lines = IntStream.range(0, 500)
                .mapToObj(number -> new Line(UUID.randomUUID().toString(), "line " + number))
                .toList();
        SpooledLog<Line> killed = open(AWAY, folder);
        killed.start();
        CompletableFuture.allOf(lines.stream().map(killed::write).toArray(CompletableFuture[]::new))
                .get(10, TimeUnit.SECONDS);

        // Its files as a killed process leaves them: nothing of it is closed.
        SpooledLog<Line> next = open(TestKafka.bootstrapServers(), copied());
        next.start();

        try (var topic = TestTopic.of(TOPIC)) {
            awaitTopic()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(topic.messages().stream()
                                    .map(message ->
                                            codec.decode(message, Line.class).state()))
                            .containsAll(lines));
        }
        next.stop();
        killed.stop();
    }

    @Test
    void sendsWhatAnotherLeftOnTheSameDisk() throws Exception {
        List<Line> lines = IntStream.range(0, 50)
                .mapToObj(number -> new Line(UUID.randomUUID().toString(), "left " + number))
                .toList();
        SpooledLog<Line> gone = open(AWAY, folder);
        SpooledLog<Line> staying = open(TestKafka.bootstrapServers(), folder);
        gone.start();
        staying.start();
        CompletableFuture.allOf(lines.stream().map(gone::write).toArray(CompletableFuture[]::new))
                .get(10, TimeUnit.SECONDS);

        gone.stop();

        try (var topic = TestTopic.of(TOPIC)) {
            awaitTopic()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(topic.messages().stream()
                                    .map(message ->
                                            codec.decode(message, Line.class).state()))
                            .containsAll(lines));
        }
        await().untilAsserted(() -> assertThat(Spool.hasSomething(folder)).isFalse());
        staying.stop();
    }

    @Test
    void shortensWhatIsLongAndRefusesWhatIsTooLong() throws Exception {
        SpooledLog<Line> log = open(TestKafka.bootstrapServers(), folder);
        log.start();
        Line fine = new Line(UUID.randomUUID().toString(), "x".repeat(20_000));
        Line tooLong = new Line("x".repeat(1_100_000), "text");
        Line shortened = new Line(UUID.randomUUID().toString(), "x".repeat(40_000));

        var refused = log.write(tooLong);
        log.write(fine);
        log.write(shortened).get(10, TimeUnit.SECONDS);

        assertThat(refused).isCompletedExceptionally();
        assertThat(metrics.counter("agentplane.test.lines.lost").count()).isEqualTo(1);
        try (var topic = TestTopic.of(TOPIC)) {
            awaitTopic()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(topic.messages().stream()
                                    .map(message ->
                                            codec.decode(message, Line.class).state()))
                            .contains(fine, new Line(shortened.id, "short")));
        }
        log.stop();
    }

    /** A topic that isn't there yet can't be read. */
    private static ConditionFactory awaitTopic() {
        return await().ignoreException(IllegalStateException.class);
    }

    private Path copied() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private SpooledLog<Line> open(String brokers, Path place) throws IOException {
        int patience = brokers.equals(AWAY) ? 200 : 1000;
        var admin = new KafkaAdmin(Map.of(
                "bootstrap.servers", brokers, "default.api.timeout.ms", patience, "request.timeout.ms", patience / 2));
        admin.setOperationTimeout(5);
        admin.setCloseTimeout(1);
        var context = new GenericApplicationContext();
        context.registerBean(NewTopic.class, () -> new NewTopic(TOPIC, 3, (short) 1));
        context.refresh();
        admin.setApplicationContext(context);
        var producers = new DefaultKafkaProducerFactory<>(
                Map.<String, Object>of("bootstrap.servers", brokers, "max.block.ms", 500),
                new StringSerializer(),
                new ByteArraySerializer());
        return new SpooledLog<>(
                LINES,
                new SpoolLimits(place, DataSize.ofMegabytes(10), DataSize.ofKilobytes(10), 5000),
                new SpoolSender<>(LINES, producers, admin, codec, StoredJson.of(json), metrics),
                codec,
                metrics,
                Duration.ofMillis(50));
    }

    record Line(String id, String text) {

        ProducerRecord<String, byte[]> message(EventCodec codec, String sender) {
            return codec.encode(new StoredEvent(
                    UUID.randomUUID(),
                    TOPIC,
                    "line-written",
                    sender,
                    "key",
                    "namespace",
                    1,
                    Instant.EPOCH,
                    null,
                    codec.encodeState(this)));
        }
    }
}
