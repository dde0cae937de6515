package io.agentplane.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.retention.RetentionRuns;
import io.agentplane.platform.test.Tables;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A table that only grows needs a rule by which its old rows go; of each other one it is said here why it has none. */
class GrowingTablesTests extends PolicyStage {

    @Autowired
    private DataSource schema;

    @Autowired
    private RetentionRuns retention;

    @Test
    void haveARetention() throws SQLException {
        assertThat(Tables.withoutRetention(schema, retention.names()))
                .containsExactlyInAnyOrder(
                        // Current state, which people change
                        "policy",
                        "policy_set",
                        "default_decision",
                        "kill_switch",
                        "budget",
                        "approval_webhook",
                        "principal",
                        "api_key",
                        "custom_role",
                        "role_binding",
                        "agent_permissions",
                        // What each change of a policy was and who made it: evidence, written by people and not by load
                        "policy_version",
                        // One row for each agent there ever was
                        "agent",
                        // One row for each namespace, which keeps ETags from standing for two webhooks
                        "approval_webhook_past");
    }
}
