package io.agentplane.registry.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.retention.Retention;
import io.agentplane.registry.RegistryStage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The figures are right however often and in whatever order events come. */
class WorkBookTests extends RegistryStage {

    private static final Duration WEEK = Duration.ofDays(7);

    @Autowired
    private WorkBook work;

    @Autowired
    private WorkQueries queries;

    @Autowired
    private JdbcClient jdbc;

    private final Instant now = Instant.now();
    private final UUID agent = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @Test
    void followsATaskFromHandToHand() {
        UUID task = UUID.randomUUID();

        work.keep(List.of(event(task, 1, "QUEUED", null)));
        assertThat(figures(agent)).isEqualTo(WorkFigures.NONE);
        work.keep(List.of(event(task, 2, "ASSIGNED", agent)));
        assertThat(work.openTasks(List.of(agent, other)))
                .containsEntry(agent, 1)
                .containsEntry(other, 0);
        work.keep(List.of(event(task, 3, "RUNNING", agent)));
        assertThat(figures(agent).open()).isEqualTo(1);
        work.keep(List.of(event(task, 4, "WAITING", null)));
        assertThat(figures(agent).open()).isZero();
        work.keep(List.of(event(task, 7, "COMPLETED", other)));
        assertThat(figures(agent)).isEqualTo(WorkFigures.NONE);
        assertThat(figures(other)).isEqualTo(new WorkFigures(1, 0, 0));
    }

    @Test
    void takesAFailureBackWhenTheTaskIsQueuedAgain() {
        UUID task = UUID.randomUUID();

        work.keep(List.of(event(task, 4, "DEAD", agent)));
        assertThat(figures(agent).successRate()).isZero();
        work.keep(List.of(event(task, 5, "QUEUED", null)));
        assertThat(figures(agent).successRate()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void comesToTheSameInAnyOrderAndHoweverOftenRepeated(long seed) {
        List<InboundEvent<TaskState>> events = new ArrayList<>();
        for (int number = 0; number < 30; number++) {
            events.addAll(life(number % 3 == 0 ? "FAILED" : "COMPLETED"));
        }
        UUID open = UUID.randomUUID();
        events.addAll(List.of(event(open, 1, "QUEUED", null), event(open, 2, "ASSIGNED", agent)));
        List<InboundEvent<TaskState>> repeated = new ArrayList<>(events);
        repeated.addAll(events);
        Random order = new Random(seed);
        Collections.shuffle(repeated, order);

        while (!repeated.isEmpty()) {
            List<InboundEvent<TaskState>> batch = repeated.subList(0, Math.min(1 + order.nextInt(9), repeated.size()));
            work.keep(List.copyOf(batch));
            batch.clear();
        }

        assertThat(figures(agent)).isEqualTo(new WorkFigures(20, 10, 1));
        assertThat(figures(agent).successRate()).isEqualTo(20 / 30.0);
    }

    @Test
    void losesNothingWhenTwoReplicasKeepTheSameAtOnce() throws Exception {
        List<InboundEvent<TaskState>> events = Stream.generate(() -> life("COMPLETED"))
                .limit(200)
                .flatMap(List::stream)
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> keepers = IntStream.range(0, 8)
                    .<Callable<Void>>mapToObj(keeper -> () -> {
                        List<InboundEvent<TaskState>> mine = new ArrayList<>(events);
                        Collections.shuffle(mine, new Random(keeper));
                        for (int from = 0; from < mine.size(); from += 50) {
                            work.keep(mine.subList(from, Math.min(from + 50, mine.size())));
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> done : threads.invokeAll(keepers)) {
                done.get();
            }
        }

        assertThat(figures(agent)).isEqualTo(new WorkFigures(200, 0, 0));
    }

    @Test
    void forgetsFinishedTasksButNotWhatTheyAddedUpTo() {
        UUID finished = UUID.randomUUID();
        UUID running = UUID.randomUUID();
        Instant longAgo = now.minus(WEEK);
        work.keep(List.of(
                event(finished, 4, "COMPLETED", agent, longAgo, "alice"),
                event(running, 3, "RUNNING", agent, longAgo, "alice")));
        var settings = new WorkSettings(Duration.ofDays(6));
        var forgetful = new WorkBook(queries, settings);
        Retention retention = new WorkConfiguration().finishedTaskRetention(settings, jdbc);

        assertThat(retention.batch().remove(retention.age(), 1000).rows()).isPositive();
        forgetful.keep(List.of(
                event(finished, 4, "COMPLETED", agent, longAgo, "alice"),
                event(finished, 3, "RUNNING", agent, longAgo, "alice")));

        assertThat(figures(agent)).isEqualTo(new WorkFigures(1, 0, 1));
        assertThat(work.consumers(agent, now.minus(WEEK).minusSeconds(1), 10))
                .extracting(ConsumerView::tasks)
                .containsExactly(1L);
    }

    @Test
    void tellsWhoUsedAnAgentTheLatestFirst() {
        work.keep(List.of(
                event(UUID.randomUUID(), 4, "COMPLETED", agent, now.minusSeconds(60), "alice"),
                event(UUID.randomUUID(), 4, "COMPLETED", agent, now.minusSeconds(50), "bob"),
                event(UUID.randomUUID(), 2, "ASSIGNED", agent, now.minusSeconds(40), "alice"),
                event(UUID.randomUUID(), 4, "COMPLETED", agent, now.minusSeconds(5000), "carol"),
                event(UUID.randomUUID(), 4, "COMPLETED", other, now, "dave"),
                event(UUID.randomUUID(), 4, "COMPLETED", agent, now, null)));

        List<ConsumerView> consumers = work.consumers(agent, now.minusSeconds(600), 10);

        assertThat(consumers).extracting(ConsumerView::principal).containsExactly("alice", "bob");
        assertThat(consumers).extracting(ConsumerView::tasks).containsExactly(2L, 1L);
        assertThat(consumers.getFirst().lastUsedAt()).isCloseTo(now.minusSeconds(40), within(1, ChronoUnit.MILLIS));
        assertThat(work.consumers(agent, now.minusSeconds(6000), 1)).hasSize(1);
    }

    private List<InboundEvent<TaskState>> life(String end) {
        UUID task = UUID.randomUUID();
        return List.of(
                event(task, 1, "QUEUED", null),
                event(task, 2, "ASSIGNED", agent),
                event(task, 3, "RUNNING", agent),
                event(task, 4, end, agent));
    }

    private WorkFigures figures(UUID id) {
        return work.figures(List.of(id)).get(id);
    }

    private InboundEvent<TaskState> event(UUID task, long revision, String status, UUID holder) {
        return event(task, revision, status, holder, now, "alice");
    }

    private static InboundEvent<TaskState> event(
            UUID task, long revision, String status, UUID holder, Instant at, String submitter) {
        return new InboundEvent<>(
                UUID.randomUUID().toString(),
                "any",
                "/scheduler-service",
                task.toString(),
                "alpha",
                revision,
                at,
                new TaskState(task, status, holder, submitter));
    }
}
