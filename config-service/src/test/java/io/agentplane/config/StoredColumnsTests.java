package io.agentplane.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.JsonColumns;
import io.agentplane.platform.test.ServiceTest;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every column with JSON has a test in its feature that writes all that it can hold, and reads it again. */
@ServiceTest
class StoredColumnsTests {

    @Autowired
    private DataSource schema;

    @Test
    void areAllWrittenAndReadByATest() throws SQLException {
        assertThat(JsonColumns.in(schema))
                .containsExactlyInAnyOrder(
                        // StoredConfigurationTests
                        "configuration_layer.values",
                        "configuration_revision.values",
                        // StoredPromptTests
                        "prompt_version.config");
    }
}
