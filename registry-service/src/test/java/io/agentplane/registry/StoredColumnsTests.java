package io.agentplane.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.JsonColumns;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every column with JSON has a test in its feature that writes all that it can hold, and reads it again. */
class StoredColumnsTests extends RegistryStage {

    @Autowired
    private DataSource schema;

    @Test
    void areAllWrittenAndReadByATest() throws SQLException {
        assertThat(JsonColumns.in(schema))
                .containsExactlyInAnyOrder(
                        // StoredAgentTests
                        "agent.instances",
                        "agent.resources",
                        "agent.tags",
                        // StoredHistoryTests
                        "agent_event.state",
                        // StoredScoresTests
                        "cluster_lease.scores",
                        // StoredOutcomesTests
                        "agent_recovery.outcomes");
    }
}
