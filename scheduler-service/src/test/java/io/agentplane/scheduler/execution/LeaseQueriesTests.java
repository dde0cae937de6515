package io.agentplane.scheduler.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.scheduler.SchedulerStage;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.fleet.Fleet;
import io.agentplane.scheduler.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Within transactions that end in nothing, so that no sweeper is faster. */
class LeaseQueriesTests extends SchedulerStage {

    private final UUID agent = UUID.randomUUID();
    private final String namespace = "leases-" + agent;

    @Autowired
    private LeaseQueries leases;

    @Autowired
    private SweepQueries sweeps;

    @Autowired
    private Fleet fleet;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    @BeforeEach
    void haveAnAgent() {
        fleet.keep(new AgentState(agent, "agent", "ACTIVE", null, List.of(), 5, null, null), namespace, 1);
    }

    @Test
    void handsOutNothingThatIsOverdue() {
        transaction.executeWithoutResult(unseen -> {
            unseen.setRollbackOnly();
            UUID due = insert("ASSIGNED", "now() + interval '10 seconds'", "NULL");
            insert("ASSIGNED", "now()", "NULL");

            List<Task> claimed = leases.claim(agent, namespace, 10, Duration.ofMinutes(1));

            assertThat(claimed).extracting(Task::id).containsExactly(due);
            assertThat(claimed.getFirst().view().leaseUntil())
                    .isEqualTo(claimed.getFirst().view().deadline());
        });
    }

    @Test
    void blamesNobodyForWhatIsOverdue() {
        transaction.executeWithoutResult(unseen -> {
            unseen.setRollbackOnly();
            UUID lost = insert("RUNNING", "now() + interval '1 second'", "now()");
            UUID overdue = insert("RUNNING", "now()", "now()");

            assertThat(sweeps.lockExpired()).extracting(Task::id).contains(lost).doesNotContain(overdue);
        });
    }

    private UUID insert(String status, String deadline, String leaseUntil) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO task (id, namespace, type, priority, capabilities, max_retries, status, agent_id, deadline,
                    lease_until)
                VALUES (:id, :namespace, 'any', 5, '{}', 0, :status, :agent, %s, %s)
                """.formatted(deadline, leaseUntil))
                .param("id", id)
                .param("namespace", namespace)
                .param("status", status)
                .param("agent", agent)
                .update();
        return id;
    }
}
