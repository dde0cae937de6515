package io.agentplane.scheduler.assignment;

import static io.agentplane.platform.test.Filled.filled;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.json.StoredJson;
import io.agentplane.scheduler.SchedulerStage;
import io.agentplane.scheduler.assignment.AssignmentRound.Explanation;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Why an agent was chosen can be told from a task's history. */
class StoredExplanationTests extends SchedulerStage {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private StoredJson json;

    @Test
    void keepsEveryFieldOfAnExplanation() {
        Explanation explanation = filled(new Explanation(
                "specialist",
                7,
                List.of(new Score(UUID.randomUUID(), "translator", 0.8125, new Score.Terms(0.5, 0.25, 0.0625)))));

        String stored = jdbc.sql("SELECT CAST(:explanation AS jsonb)")
                .param("explanation", json.write(explanation))
                .query(String.class)
                .single();

        assertThat(json.convert(json.read(stored, Object.class), Explanation.class))
                .isEqualTo(explanation);
    }
}
