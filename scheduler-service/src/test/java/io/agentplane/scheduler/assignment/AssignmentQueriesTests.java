package io.agentplane.scheduler.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.scheduler.SchedulerStage;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.fleet.Fleet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Within transactions that end in nothing, so that no sweeper is faster. */
class AssignmentQueriesTests extends SchedulerStage {

    private final UUID agent = UUID.randomUUID();
    private final String namespace = "assignments-" + agent;

    @Autowired
    private AssignmentQueries assignments;

    @Autowired
    private Fleet fleet;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    @Test
    void givesOutNothingThatIsOverdue() {
        fleet.keep(new AgentState(agent, "agent", "ACTIVE", null, List.of(), 5, null, null), namespace, 1);
        transaction.executeWithoutResult(unseen -> {
            unseen.setRollbackOnly();
            UUID due = insert("now() + interval '10 seconds'");
            UUID overdue = insert("now()");
            List<Candidate> free = assignments.candidates().stream()
                    .filter(candidate -> candidate.id().equals(agent))
                    .toList();

            assertThat(assignments.assignable(free, 10))
                    .extracting(Need::taskId)
                    .contains(due)
                    .doesNotContain(overdue);
        });
    }

    /** However idle those are that fail, and so are back for the next task at once. */
    @Test
    void hidesNoGoodAgentBehindIdleOnesThatFailedEverything() {
        transaction.executeWithoutResult(unseen -> {
            unseen.setRollbackOnly();
            jdbc.sql("""
                    INSERT INTO agent (id, namespace, name, status, capabilities, max_concurrency, completed, failed,
                        last_assigned_at, revision)
                    SELECT gen_random_uuid(), :namespace, 'bad', 'ACTIVE', CAST('{}' AS text[]), 5, 0, 9, NULL, 1
                    FROM generate_series(1, 11)
                    UNION ALL
                    SELECT :agent, :namespace, 'good', 'ACTIVE', CAST('{}' AS text[]), 5, 9, 0, now(), 1
                    """).param("agent", agent).param("namespace", namespace).update();
            UUID task = insert("NULL");
            List<Candidate> free = assignments.candidates().stream()
                    .filter(candidate -> candidate.namespace().equals(namespace))
                    .toList();

            assertThat(new AssignmentRound(free).assign(assignments.assignable(free, 10)))
                    .singleElement()
                    .satisfies(made -> {
                        assertThat(made.taskId()).isEqualTo(task);
                        assertThat(made.agentId()).isEqualTo(agent);
                        assertThat(made.explanation().considered()).isEqualTo(12);
                    });
        });
    }

    /** A sweeper may have distrusted it for this very task since it was found free. */
    @Test
    void givesNothingToAnAgentThatWasDistrustedSinceItWasFoundFree() {
        fleet.keep(new AgentState(agent, "agent", "ACTIVE", null, List.of(), 5, null, null), namespace, 1);
        transaction.executeWithoutResult(unseen -> {
            unseen.setRollbackOnly();
            insert("NULL");
            List<Candidate> free = assignments.candidates().stream()
                    .filter(candidate -> candidate.id().equals(agent))
                    .toList();
            var made = new AssignmentRound(free)
                    .assign(assignments.assignable(free, 10).stream()
                            .filter(need -> need.namespace().equals(namespace))
                            .toList());
            assertThat(made).isNotEmpty();

            fleet.suspect(List.of(agent));

            assertThat(assignments.assign(made)).isEmpty();
        });
    }

    private UUID insert(String deadline) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO task (id, namespace, type, priority, capabilities, max_retries, status, deadline)
                VALUES (:id, :namespace, 'any', 5, '{}', 0, 'QUEUED', %s)
                """.formatted(deadline))
                .param("id", id)
                .param("namespace", namespace)
                .update();
        return id;
    }
}
