package io.agentplane.platform.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.NoteService;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("replica")
class RetentionReplicaTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEYS = "idempotency_key";
    private static final String DEAD = "dead_outbox_event";

    /** Nothing is due unless a test says so. */
    private static final Replicas REPLICAS = Replicas.of(
            NoteService.class,
            "agentplane.retention.interval=1h",
            "agentplane.retention.poll-interval=50ms",
            "agentplane.retention.batch-size=10",
            "agentplane.retention.pause=1ms");

    private static List<Replica> replicas = List.of();

    private final JdbcClient jdbc = REPLICAS.database().jdbc();
    private final JdbcClient owner = REPLICAS.database().asOwner();

    @BeforeAll
    static void start() {
        replicas = List.of(REPLICAS.start(), REPLICAS.start());
        REPLICAS.database().asOwner().sql("""
                CREATE TABLE batch (removed bigint NOT NULL);
                GRANT SELECT, INSERT ON batch TO PUBLIC;
                CREATE FUNCTION note_batch() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO batch SELECT count(*) FROM gone;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER note_batch AFTER DELETE ON idempotency_key
                REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_batch()
                """).update();
    }

    @AfterAll
    static void stop() {
        REPLICAS.close();
    }

    @BeforeEach
    void empty() {
        owner.sql("TRUNCATE idempotency_key, dead_outbox_event, batch").update();
    }

    @Test
    void removesOldRowsInBatchesOncePerPeriodWhicheverReplica() {
        double runs = sum(RetentionReplicaTests::runs);
        double removed = sum(registry -> removed(registry, KEYS));
        Instant before = Instant.now();
        addKeys(35, "25 hours");
        addKeys(3, "23 hours");

        runSoon(KEYS);
        awaitRest(KEYS);

        assertThat(count(KEYS)).isEqualTo(3);
        assertThat(sum(RetentionReplicaTests::runs) - runs).isEqualTo(1);
        assertThat(sum(registry -> removed(registry, KEYS)) - removed).isEqualTo(35);
        assertThat(batches()).hasSizeGreaterThanOrEqualTo(4).allMatch(rows -> rows <= 10);
        assertThat(replicas.stream().mapToDouble(replica -> lastSuccess(replica.bean(MeterRegistry.class))))
                .anyMatch(last -> last >= before.getEpochSecond());

        addKeys(1, "25 hours");
        runSoon(KEYS);
        awaitRest(KEYS);

        assertThat(count(KEYS)).isEqualTo(3);
        assertThat(sum(RetentionReplicaTests::runs) - runs).isEqualTo(2);
    }

    @Test
    void countsARuleThatFailsAndHoldsUpNoOther() {
        double failed = sum(registry -> failed(registry, DEAD));
        addDead("91 days");
        addDead("89 days");
        addKeys(1, "25 hours");
        owner.sql("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'Refused';
                END $$
                """).update();
        owner.sql("CREATE TRIGGER refuse BEFORE DELETE ON dead_outbox_event FOR EACH ROW EXECUTE FUNCTION refuse()")
                .update();

        runSoon(DEAD);
        runSoon(KEYS);
        awaitRest(KEYS);
        await().atMost(PATIENCE).until(() -> sum(registry -> failed(registry, DEAD)) - failed == 1);
        awaitRest(DEAD);

        assertThat(count(KEYS)).isZero();
        assertThat(count(DEAD)).isEqualTo(2);

        owner.sql("DROP TRIGGER refuse ON dead_outbox_event").update();
        runSoon(DEAD);
        awaitRest(DEAD);
        assertThat(count(DEAD)).isEqualTo(1);
        assertThat(sum(registry -> failed(registry, DEAD)) - failed).isEqualTo(1);
    }

    @Test
    void passesOverRowsThatOthersHold() throws Exception {
        addKeys(15, "25 hours");
        try (Connection other = REPLICAS.database().connect()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("SELECT 1 FROM idempotency_key ORDER BY created_at LIMIT 1 FOR UPDATE");
                assertThat(replicas.getFirst().bean(RetentionRuns.class).removeNow(KEYS))
                        .isEqualTo(14);
            }
            // Not by closing alone, which the server comes to know of a moment later.
            other.rollback();
        }
        assertThat(replicas.getFirst().bean(RetentionRuns.class).removeNow(KEYS))
                .isEqualTo(1);
    }

    private void addKeys(int rows, String age) {
        jdbc.sql("""
                INSERT INTO idempotency_key (namespace, caller, key, request_hash, answer, created_at)
                SELECT 'default', 'alice', gen_random_uuid()::text, 'hash', '{}', now() - CAST(:age AS interval)
                FROM generate_series(1, :rows)
                """).param("rows", rows).param("age", age).update();
    }

    private void addDead(String age) {
        jdbc.sql("""
                INSERT INTO dead_outbox_event (id, event_id, topic, type, source, subject, namespace, revision,
                    created_at, state, failure, died_at)
                SELECT coalesce(max(id), 0) + 1, gen_random_uuid(), 't', 't', 's', 's', 'default', 1, now(), '', 'too large',
                    now() - CAST(:age AS interval)
                FROM dead_outbox_event
                """).param("age", age).update();
    }

    private void runSoon(String rule) {
        assertThat(jdbc.sql("UPDATE scheduled_tasks SET execution_time = now() WHERE task_name = :task AND NOT picked")
                        .param("task", RetentionSchedule.TASK + rule)
                        .update())
                .isEqualTo(1);
    }

    /** Until the next run is an hour away again. */
    private void awaitRest(String rule) {
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("""
                        SELECT NOT picked AND execution_time > now() + interval '50 minutes' FROM scheduled_tasks
                        WHERE task_name = :task
                        """)
                        .param("task", RetentionSchedule.TASK + rule)
                        .query(Boolean.class)
                        .single());
    }

    private long count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    private List<Long> batches() {
        return jdbc.sql("SELECT removed FROM batch WHERE removed > 0")
                .query(Long.class)
                .list();
    }

    private static double sum(ToDoubleFunction<MeterRegistry> figure) {
        return replicas.stream()
                .map(replica -> replica.bean(MeterRegistry.class))
                .mapToDouble(figure)
                .sum();
    }

    private static double runs(MeterRegistry registry) {
        Timer timer =
                registry.get("agentplane.retention.runs").tag("rule", KEYS).timer();
        return timer.count();
    }

    private static double removed(MeterRegistry registry, String rule) {
        Counter counter =
                registry.get("agentplane.retention.removed").tag("rule", rule).counter();
        return counter.count();
    }

    private static double failed(MeterRegistry registry, String rule) {
        return registry.get("agentplane.retention.failed")
                .tag("rule", rule)
                .counter()
                .count();
    }

    private static double lastSuccess(MeterRegistry registry) {
        TimeGauge gauge = registry.get("agentplane.retention.last.success")
                .tag("rule", KEYS)
                .timeGauge();
        return gauge.value(TimeUnit.SECONDS);
    }
}
