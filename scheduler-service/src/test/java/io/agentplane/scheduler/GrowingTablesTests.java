package io.agentplane.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.retention.RetentionRuns;
import io.agentplane.platform.test.Tables;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A table that only grows needs a rule by which its old rows go; of each other one it is said here why it has none. */
class GrowingTablesTests extends SchedulerStage {

    @Autowired
    private DataSource schema;

    @Autowired
    private RetentionRuns retention;

    @Test
    void haveARetention() throws SQLException {
        assertThat(Tables.withoutRetention(schema, retention.names()))
                .containsExactlyInAnyOrder(
                        // One row for each agent there ever was
                        "agent",
                        // Counted into the agent's row and deleted within a second
                        "agent_outcome",
                        // Goes with its task
                        "task_event");
    }
}
