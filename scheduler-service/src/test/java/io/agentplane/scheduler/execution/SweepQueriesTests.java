package io.agentplane.scheduler.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.scheduler.SchedulerStage;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A batch is a batch, by whatever plan; in transactions that end in nothing, so that no sweeper is faster. */
class SweepQueriesTests extends SchedulerStage {

    private static final int MORE_THAN_A_BATCH = SweepQueries.BATCH + 20;

    @Autowired
    private SweepQueries sweeps;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    @Test
    void failsABatchOfWhatIsOverdue() {
        transaction.executeWithoutResult(unseen -> {
            unseen.setRollbackOnly();
            insert("QUEUED", "deadline");

            assertThat(sweeps.failOverdue("late")).hasSize(SweepQueries.BATCH);
        });
    }

    @Test
    void queuesABatchOfWhatIsDue() {
        transaction.executeWithoutResult(unseen -> {
            unseen.setRollbackOnly();
            insert("WAITING", "due_at");

            assertThat(sweeps.queueDue()).isEqualTo(SweepQueries.BATCH);
        });
    }

    /** The planner has only plans left that run a subselect again for each row. */
    private void insert(String status, String time) {
        jdbc.sql("""
                INSERT INTO task (id, namespace, type, priority, capabilities, max_retries, status, %s)
                SELECT gen_random_uuid(), :namespace, 'any', 5, '{}', 0, :status, now()
                FROM generate_series(1, :tasks)
                """.formatted(time))
                .param("namespace", "sweeps-" + UUID.randomUUID())
                .param("status", status)
                .param("tasks", MORE_THAN_A_BATCH)
                .update();
        for (String way : new String[] {"hashagg", "hashjoin", "mergejoin", "sort", "material"}) {
            jdbc.sql("SET LOCAL enable_" + way + " = off").update();
        }
    }
}
