package io.agentplane.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.test.KafkaRights;
import io.agentplane.platform.test.OpenApiContract;
import io.agentplane.platform.test.OperationRights;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.task.TaskEvent;
import io.agentplane.scheduler.task.TaskEventType;
import io.agentplane.scheduler.task.TaskStatus;
import io.agentplane.scheduler.task.TaskView;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

/** What other services rely on, compared with the reviewed copies in {@code contracts/}. */
class SchedulerContractTests extends SchedulerStage {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID AGENT = UUID.fromString("01900000-0000-7000-8000-000000000002");

    @Autowired
    private EventCodec codec;

    @Autowired
    private JsonMapper json;

    /** One for each of the states that carry different fields. */
    static Stream<TaskEvent> events() {
        return Stream.of(
                event(TaskEventType.TASK_SUBMITTED, TaskStatus.QUEUED, 1),
                event(TaskEventType.TASK_STARTED, TaskStatus.RUNNING, 3),
                event(TaskEventType.TASK_COMPLETED, TaskStatus.COMPLETED, 4),
                event(TaskEventType.TASK_RETRY_SCHEDULED, TaskStatus.WAITING, 4));
    }

    @Test
    void offersWhatWasReviewed(@Autowired RestTestClient client) {
        OpenApiContract.check(client, "scheduler");
    }

    @Test
    void asksForTheRightOfEachOperation() {
        OperationRights.check(client);
    }

    @Test
    void usesTopicsAsItsRightsSay(@Autowired ApplicationContext service) {
        KafkaRights.check(service, "scheduler");
    }

    @ParameterizedTest
    @MethodSource("events")
    void writesEventsAsReviewed(TaskEvent event) throws IOException {
        byte[] written = codec.encodeState(event.state());

        assertThat(json.readTree(written)).isEqualTo(json.readTree(golden(event)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsEventsAsReviewed(TaskEvent event) throws IOException {
        ProducerRecord<String, byte[]> sent = codec.encode(new StoredEvent(
                UUID.randomUUID(),
                event.topic(),
                event.type(),
                "/scheduler-service",
                event.subject(),
                event.namespace(),
                event.revision(),
                NOON,
                null,
                golden(event)));
        var received = new ConsumerRecord<>(event.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);

        InboundEvent<TaskView> read = codec.decode(received, TaskView.class);

        assertThat(read.type()).isEqualTo(event.type());
        assertThat(read.revision()).isEqualTo(event.revision());
        assertThat(read.state()).isEqualTo(event.state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent-activated", "agent-degraded", "agent-draining", "agent-deactivated"})
    void readsTheRegistrysEventsAsReviewed(String type) throws IOException {
        byte[] sample = Files.readAllBytes(Path.of("..", "contracts", "events", type + ".json"));
        var sent = codec.encode(new StoredEvent(
                UUID.randomUUID(),
                "agentplane.registry.agents.v1",
                type,
                "/registry-service",
                ID.toString(),
                "default",
                2,
                NOON,
                null,
                sample));
        var received = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);

        AgentState read = codec.decode(received, AgentState.class).state();

        assertThat(read.id()).isEqualTo(ID);
        assertThat(read.capabilities()).containsExactly("translate");
        assertThat(read.status()).isEqualTo(json.readTree(sample).get("status").asString());
    }

    private static byte[] golden(TaskEvent event) throws IOException {
        return Files.readAllBytes(Path.of("..", "contracts", "events", event.type() + ".json"));
    }

    private static TaskEvent event(TaskEventType type, TaskStatus status, long revision) {
        boolean started = status != TaskStatus.QUEUED;
        boolean held = status == TaskStatus.RUNNING || status == TaskStatus.COMPLETED;
        boolean completed = status == TaskStatus.COMPLETED;
        boolean waiting = status == TaskStatus.WAITING;
        TaskView task = new TaskView(
                ID,
                "code",
                Map.of("topic", "leases"),
                5,
                "code",
                List.of("code", "review"),
                NOON.plusSeconds(3600),
                3,
                Duration.ofMinutes(5),
                new BigDecimal("0.25"),
                "release-train",
                status,
                held ? AGENT : null,
                started ? 1 : 0,
                waiting ? NOON.plusSeconds(5) : null,
                status == TaskStatus.RUNNING ? NOON.plusSeconds(32) : null,
                status == TaskStatus.RUNNING ? 0.5 : null,
                completed ? Map.of("text", "done") : null,
                waiting ? "the model's answer made no sense" : null,
                NOON,
                started ? NOON.plusSeconds(2) : null,
                completed ? NOON.plusSeconds(3) : null,
                revision);
        return new TaskEvent(type, task, "default");
    }
}
