package io.agentplane.registry.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestKafka;
import io.agentplane.registry.RegistryStage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The scheduler's events, as it has promised them, tell of agents' work. */
class TaskListenerTests extends RegistryStage {

    private static final String TOPIC = "agentplane.scheduler.tasks.v1";
    private static final Map<String, Object> CLIENT = Map.of("bootstrap.servers", TestKafka.bootstrapServers());
    private static final String SAMPLE_TASK = "01900000-0000-7000-8000-000000000001";
    private static final String SAMPLE_AGENT = "01900000-0000-7000-8000-000000000002";

    @Autowired
    private EventCodec codec;

    @Autowired
    private TaskListener listener;

    @Autowired
    private WorkBook work;

    @Autowired
    private StoredJson json;

    @Autowired
    private WorkSettings settings;

    private final String namespace = "n" + UUID.randomUUID();

    @Test
    void tellsOverHttpWhoHadWorkDoneByAnAgent() throws Exception {
        String agent = register();
        createTopic();

        try (var producer = new KafkaProducer<>(CLIENT, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "poison", new byte[] {1}));
            producer.send(sample("task-started", agent, 3));
            producer.send(sample("task-completed", agent, 4));
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            String consumers = consumers(namespace, agent, 200);
            assertThat(JsonPath.<List<String>>read(consumers, "$[*].principal")).containsExactly("release-train");
            assertThat(JsonPath.<List<Integer>>read(consumers, "$[*].tasks")).containsExactly(1);
        });
        UUID id = UUID.fromString(agent);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> work.figures(List.of(id)).get(id), new WorkFigures(1, 0, 0)::equals);
        assertThat(JsonPath.<List<String>>read(previewOfDecommission(agent), "$.consumers[*].principal"))
                .containsExactly("release-train");
        consumers("other", agent, 404);
        consumers(namespace, agent + "?since=PT0S", 400);
        consumers(namespace, agent + "?limit=501", 400);
    }

    @Test
    void keepsWhatCameBeforeAnUnreadableMessageAndPointsAtThatOne() throws Exception {
        String agent = UUID.randomUUID().toString();
        var unreadable = new ConsumerRecord<>(TOPIC, 0, 1, "poison", new byte[] {1});

        var failure = catchThrowableOfType(
                BatchListenerFailedException.class,
                () -> listener.on(List.of(received(sample("task-started", agent, 3)), unreadable)));

        assertThat(failure.getIndex()).isEqualTo(1);
        assertThat(work.openTasks(List.of(UUID.fromString(agent)))).containsValue(1);
    }

    /** Consumers wait for a database that is away only if they are told which message could not be kept. */
    @Test
    void putsNothingAsideWhileTheDatabaseIsAway() throws Exception {
        var nowhere = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/nowhere");
        var away = new WorkBook(new WorkQueries(JdbcClient.create(nowhere), json), settings);
        var messages = List.of(
                received(sample("task-started", UUID.randomUUID().toString(), 3)),
                received(sample("task-started", UUID.randomUUID().toString(), 3)));

        var failure = catchThrowableOfType(
                BatchListenerFailedException.class, () -> new TaskListener(away, codec).on(messages));

        assertThat(failure.getIndex()).isZero();
        assertThat(failure).hasCauseInstanceOf(CannotGetJdbcConnectionException.class);
    }

    @Test
    void putsAsideOnlyWhatTheDatabaseRefuses() throws Exception {
        String agent = UUID.randomUUID().toString();
        ProducerRecord<String, byte[]> refused =
                sample("task-started", UUID.randomUUID().toString(), 3);
        String unstorable = new String(refused.value(), StandardCharsets.UTF_8).replace("release-train", "\\u0000");
        var bad = new ProducerRecord<>(
                refused.topic(), null, refused.key(), unstorable.getBytes(StandardCharsets.UTF_8), refused.headers());

        var failure = catchThrowableOfType(
                BatchListenerFailedException.class,
                () -> listener.on(List.of(received(sample("task-started", agent, 3)), received(bad))));

        assertThat(failure.getIndex()).isEqualTo(1);
        assertThat(work.openTasks(List.of(UUID.fromString(agent)))).containsValue(1);
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        var received = new ConsumerRecord<>(TOPIC, 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }

    /** The reviewed sample, of a task of its own and another agent. */
    private ProducerRecord<String, byte[]> sample(String type, String agent, long revision) throws IOException {
        String task =
                UUID.nameUUIDFromBytes(agent.getBytes(StandardCharsets.UTF_8)).toString();
        String state = Files.readString(Path.of("..", "contracts", "events", type + ".json"))
                .replace(SAMPLE_TASK, task)
                .replace(SAMPLE_AGENT, agent);
        return codec.encode(new StoredEvent(
                UUID.randomUUID(),
                TOPIC,
                type,
                "/scheduler-service",
                task,
                namespace,
                revision,
                Instant.now(),
                null,
                state.getBytes(StandardCharsets.UTF_8)));
    }

    private String register() {
        return JsonPath.read(
                body(client.post()
                        .uri("/agents")
                        .header(
                                HttpHeaders.AUTHORIZATION,
                                TestCaller.in(namespace).bearer())
                        .body(Map.of("name", "worker", "version", "1", "owner", "team"))
                        .exchange()
                        .expectStatus()
                        .isCreated()),
                "$.id");
    }

    private String previewOfDecommission(String agent) {
        return body(client.get()
                .uri("/agents/" + agent + "/decommission")
                .header(HttpHeaders.AUTHORIZATION, TestCaller.in(namespace).bearer())
                .exchange()
                .expectStatus()
                .isOk());
    }

    private String consumers(String asker, String agent, int status) {
        String[] parts = agent.split("(?=\\?)", 2);
        return body(client.get()
                .uri("/agents/" + parts[0] + "/consumers" + (parts.length == 1 ? "" : parts[1]))
                .header(HttpHeaders.AUTHORIZATION, TestCaller.in(asker).bearer())
                .exchange()
                .expectStatus()
                .isEqualTo(status));
    }

    private static String body(RestTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(String.class).returnResult().getResponseBody());
    }

    private static void createTopic() throws InterruptedException {
        try (Admin admin = Admin.create(CLIENT)) {
            admin.createTopics(Set.of(new NewTopic(TOPIC, 3, (short) 1))).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
