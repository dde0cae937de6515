package io.agentplane.scheduler.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.scheduler.SchedulerStage;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.fleet.Fleet;
import io.agentplane.scheduler.killswitch.Stopped;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Within transactions that end in nothing, so that no sweeper is faster. */
class AssignmentQueriesTests extends SchedulerStage {

    private static final Stopped NOBODY = new Stopped(List.of(), List.of());

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

            assertThat(assignments.assignable(NOBODY, 500))
                    .extracting(Need::taskId)
                    .contains(due)
                    .doesNotContain(overdue);
        });
    }

    @Test
    void readsAsManyAgentsOfAFleetAsTheTasksNeedAndAFewToCompare() {
        inAFleet(needs -> {
            List<Candidate> candidates = assignments.candidates(needs.subList(0, 3), NOBODY);

            assertThat(candidates).hasSize(3 + AssignmentRound.CANDIDATES_EXPLAINED);
            assertThat(candidates).allMatch(candidate -> candidate.load() == 0);
        });
    }

    @Test
    void findsTheOneAgentThatCanDoATaskBehindAllOthers() {
        inAFleet(needs -> {
            Need rare = new Need(UUID.randomUUID(), namespace, null, List.of("rare"), null, List.of());
            Need special = new Need(UUID.randomUUID(), namespace, "special", List.of(), null, List.of());
            Need bereft = new Need(UUID.randomUUID(), namespace, null, List.of(), null, List.of("rare"));

            for (Need need : List.of(rare, special, bereft)) {
                assertThat(assignments.candidates(List.of(needs.getFirst(), need), NOBODY))
                        .as("for %s", need)
                        .extracting(Candidate::id)
                        .contains(agent);
            }
        });
    }

    @Test
    void leavesNoPlaceToAgentsThatAreStopped() {
        inAFleet(needs -> {
            List<Candidate> first = assignments.candidates(needs.subList(0, 1), NOBODY);
            List<Stopped.Agent> stopped = first.stream()
                    .map(candidate -> new Stopped.Agent(namespace, candidate.id()))
                    .toList();

            assertThat(assignments.candidates(needs.subList(0, 1), new Stopped(List.of(), stopped)))
                    .hasSameSizeAs(first)
                    .doesNotContainAnyElementsOf(first);
            Stopped all = new Stopped(List.of(namespace), List.of());
            assertThat(assignments.candidates(needs, all)).isEmpty();
            assertThat(assignments.assignable(all, 500))
                    .extracting(Need::namespace)
                    .doesNotContain(namespace);
        });
    }

    /** A hundred idle agents, one busy one with all that they haven't, and five tasks that each of them can do. */
    private void inAFleet(Consumer<List<Need>> check) {
        transaction.executeWithoutResult(unseen -> {
            unseen.setRollbackOnly();
            jdbc.sql("""
                    INSERT INTO agent (id, namespace, name, status, specialization, capabilities, max_concurrency, revision)
                    SELECT gen_random_uuid(), :namespace, 'idle', 'ACTIVE', CAST(NULL AS text), CAST('{}' AS text[]), 5, 1 FROM generate_series(1, 100)
                    UNION ALL
                    SELECT :agent, :namespace, 'busy', 'ACTIVE', 'special', CAST('{rare}' AS text[]), 5, 1
                    """).param("agent", agent).param("namespace", namespace).update();
            jdbc.sql("""
                    INSERT INTO task (id, namespace, type, priority, capabilities, max_retries, status, agent_id)
                    SELECT gen_random_uuid(), :namespace, 'any', 0, CAST('{}' AS text[]), 0, 'ASSIGNED', :agent
                    """).param("agent", agent).param("namespace", namespace).update();
            Stream.generate(() -> "NULL").limit(5).forEach(this::insert);
            List<Need> needs = assignments.assignable(NOBODY, 500).stream()
                    .filter(need -> need.namespace().equals(namespace))
                    .toList();
            assertThat(needs).hasSize(5);
            check.accept(needs);
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
