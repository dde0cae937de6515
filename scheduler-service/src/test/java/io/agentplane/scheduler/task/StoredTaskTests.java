package io.agentplane.scheduler.task;

import static io.agentplane.platform.test.Filled.filled;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.scheduler.SchedulerStage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What an agent is given to do, and what happened to it, is what was stored. */
class StoredTaskTests extends SchedulerStage {

    private static final Instant LATER = Instant.parse("2100-01-01T12:00:00.123456Z");

    @Autowired
    private TaskQueries tasks;

    @Autowired
    private HistoryQueries history;

    @Autowired
    private StoredJson json;

    private final String namespace = "stored-" + UUID.randomUUID();

    /** Anything that JSON can be. */
    static Stream<Object> payloads() {
        Map<String, @Nullable Object> members = new HashMap<>(Map.of(
                "whole",
                7,
                "long",
                9_007_199_254_740_993L,
                "fraction",
                new BigDecimal("0.1"),
                "yes",
                true,
                "text",
                "ö\n\"",
                "list",
                Arrays.asList(1, null, Map.of("a", 1))));
        members.put("nothing", null);
        return Stream.of(members, List.of(1, 2), "text", 7, new BigDecimal("0.50"), true);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void keepsEveryFieldOfATask(Object payload) {
        NewTask given = filled(new NewTask(
                UuidCreator.getTimeOrderedEpoch(),
                "translate",
                payload,
                5,
                "languages",
                new TreeSet<>(List.of("a", "b")),
                LATER,
                3,
                Duration.ofMillis(1500),
                new BigDecimal("1000000000.000000001"),
                "publish",
                "site/news"));

        tasks.insert(List.of(given), new Caller("alice-id", "alice", namespace, Set.of()), namespace);

        TaskView kept = tasks.find(given.id(), namespace).orElseThrow().view();
        assertThat(tasks.find(given.id(), namespace).orElseThrow().submitterId())
                .isEqualTo("alice-id");
        assertThat(kept.payload()).isEqualTo(payload);
        assertThat(kept.type()).isEqualTo(given.type());
        assertThat(kept.priority()).isEqualTo(given.priority());
        assertThat(kept.specialization()).isEqualTo(given.specialization());
        assertThat(kept.capabilities()).containsExactlyElementsOf(given.capabilities());
        assertThat(kept.deadline()).isEqualTo(given.deadline());
        assertThat(kept.maxRetries()).isEqualTo(given.maxRetries());
        assertThat(kept.timeout()).isEqualTo(given.timeout());
        assertThat(kept.estimatedCost()).isEqualTo(given.estimatedCost());
        assertThat(json.read(json.writeBytes(kept), TaskView.class)).isEqualTo(kept);
        assertThat(tasks.findAccepted(given.id(), namespace).orElseThrow().as()).isEqualTo(given);
    }

    @Test
    void keepsNothingWhereNothingWasGiven() {
        Task stored = storeWithNothing();
        history.add(List.of(TaskFact.of(stored, TaskEventType.TASK_SUBMITTED)));

        assertThat(stored.view().payload()).isNull();
        assertThat(history.last(stored.id(), namespace, TaskEventType.TASK_SUBMITTED)
                        .orElseThrow()
                        .detail())
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void keepsEveryFieldOfWhatHappened(Object detail) {
        Task stored = storeWithNothing();
        UUID agent = UUID.randomUUID();

        history.add(List.of(new TaskFact(stored, TaskEventType.TASK_FAILED, agent, detail)));

        TaskEventView kept =
                history.last(stored.id(), namespace, TaskEventType.TASK_FAILED).orElseThrow();
        assertThat(kept.type()).isEqualTo(TaskEventType.TASK_FAILED);
        assertThat(kept.agentId()).isEqualTo(agent);
        assertThat(kept.detail()).isEqualTo(detail);
    }

    /** A task of which nothing is said but what must be. */
    private Task storeWithNothing() {
        NewTask given = new NewTask(
                UuidCreator.getTimeOrderedEpoch(),
                "rest",
                null,
                5,
                null,
                new TreeSet<>(),
                null,
                0,
                null,
                null,
                "submit-task",
                null);
        return tasks.insert(List.of(given), new Caller("alice-id", "alice", namespace, Set.of()), namespace)
                .getFirst();
    }
}
