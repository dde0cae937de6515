package io.agentplane.platform.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.retention.Retention.Batch;
import io.agentplane.platform.retention.Retention.Removed;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class RetentionRunsTests {

    private static final Database DATABASE = TestPostgres.createDatabase();
    private static final int BATCH = 7;

    private final DriverManagerDataSource source =
            new DriverManagerDataSource(DATABASE.url(), DATABASE.username(), DATABASE.password());
    private final JdbcClient jdbc = JdbcClient.create(source);

    @Test
    void boundsHowLongAStatementTakes() {
        Retention rule = rule((age, limit) -> Removed.of(
                jdbc.sql("SELECT 1 FROM pg_sleep(60)").query(Integer.class).single(), limit));

        assertThatThrownBy(() -> runs(rule).run(rule, () -> false)).isInstanceOf(QueryTimeoutException.class);
    }

    @Test
    void makesRoomForOtherRulesWhenThereIsMoreToDo() {
        var batches = new AtomicInteger();
        Retention rule = rule((age, limit) -> {
            batches.incrementAndGet();
            return Removed.of(limit, limit);
        });

        assertThat(runs(rule).run(rule, () -> false)).as("all is done").isFalse();
        assertThat(batches).hasValue(200);
    }

    @Test
    void stopsBetweenTwoBatches() {
        var batches = new AtomicInteger();
        Retention rule = rule((age, limit) -> {
            batches.incrementAndGet();
            return Removed.of(limit, limit);
        });

        assertThat(runs(rule).run(rule, () -> batches.get() == 2)).isFalse();
        assertThat(batches).hasValue(2);
    }

    @Test
    void isDoneWhenABatchIsNotFull() {
        Retention rule = rule((age, limit) -> Removed.of(limit - 1, limit));

        assertThat(runs(rule).run(rule, () -> false)).isTrue();
    }

    @Test
    void knowsItsRules() {
        assertThatThrownBy(
                        () -> runs(rule((age, limit) -> Removed.of(0, limit))).removeNow("other"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnAgeThatIsNone() {
        assertThatThrownBy(() -> new Retention("rule", Duration.ofSeconds(-1), (age, limit) -> Removed.of(0, limit)))
                .hasMessageContaining("rule");
        assertThatThrownBy(() ->
                        new Retention("rule", Duration.ofSeconds(Long.MAX_VALUE), (age, limit) -> Removed.of(0, limit)))
                .hasMessageContaining("rule");
    }

    private static Retention rule(Batch batch) {
        return new Retention("rule", Duration.ofDays(1), batch);
    }

    private RetentionRuns runs(Retention rule) {
        var settings = new RetentionSettings(
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ofSeconds(1),
                BATCH,
                Duration.ZERO,
                Duration.ofMillis(100));
        List<Retention> rules = List.of(rule);
        return new RetentionRuns(
                rules,
                jdbc,
                new TransactionTemplate(new JdbcTransactionManager(source)),
                settings,
                new RetentionMetrics(rules, new SimpleMeterRegistry(), Clock.systemUTC()));
    }
}
