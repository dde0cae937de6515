package io.agentplane.registry.recovery;

import static io.agentplane.platform.test.Filled.filled;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryStage;
import io.agentplane.registry.agent.RecoveryStep;
import io.agentplane.registry.recovery.RecoveryQueries.Due;
import io.agentplane.registry.recovery.RecoveryView.OutcomeView;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Outcomes are written by the database itself and read as the type that they are shown as. */
class StoredOutcomesTests extends RegistryStage {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private StoredJson json;

    @Test
    void keepEveryField() {
        UUID agent = UUID.fromString(
                new Agents(new TestApi(client, TestCaller.in("outcomes-" + UUID.randomUUID()))).register("ill"));
        var recoveries = new RecoveryQueries(jdbc, json);
        // Nothing is due, so that the loop of the service leaves it alone.
        jdbc.sql("""
                INSERT INTO agent_recovery (agent_id, namespace, reason, status, step, attempt, started_at, step_since,
                    next_at, claims, outcomes)
                VALUES (:agent, 'outcomes', 'silent', 'RUNNING', 'TASK_HANDOVER', 1, now(), now(), NULL, 1, '[]')
                """).param("agent", agent).update();

        boolean advanced = recoveries.advance(
                new Due(agent, "outcomes", RecoveryPhase.TASK_HANDOVER, 3, Duration.ZERO, 1),
                Progress.to(
                                RecoveryPhase.TASK_HANDOVER,
                                Outcome.DONE,
                                RecoveryStep.TASKS_HANDED_OVER,
                                "Nothing was left")
                        .after(Duration.ofDays(1)));

        assertThat(advanced).isTrue();
        OutcomeView outcome =
                filled(recoveries.find(agent).orElseThrow().outcomes().getFirst());
        assertThat(outcome)
                .isEqualTo(new OutcomeView(
                        RecoveryPhase.TASK_HANDOVER, 3, Outcome.DONE, "Nothing was left", outcome.at()));
    }
}
