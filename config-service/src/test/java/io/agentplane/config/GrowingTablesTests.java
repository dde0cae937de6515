package io.agentplane.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.retention.RetentionRuns;
import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.Tables;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A table that only grows needs a rule by which its old rows go; of each other one it is said here why it has none. */
@ServiceTest
class GrowingTablesTests {

    @Autowired
    private DataSource schema;

    @Autowired
    private RetentionRuns retention;

    @Test
    void haveARetention() throws SQLException {
        assertThat(Tables.withoutRetention(schema, retention.names()))
                .containsExactlyInAnyOrder(
                        // Current state, which people change
                        "configuration_layer",
                        "prompt",
                        // What each change was and who made it: people write these, compare them and go back to them
                        "configuration_revision",
                        "prompt_version");
    }
}
