package io.agentplane.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.JsonColumns;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every column with JSON has a test in its feature that writes all that it can hold, and reads it again. */
class StoredColumnsTests extends PolicyStage {

    @Autowired
    private DataSource schema;

    @Test
    void areAllWrittenAndReadByATest() throws SQLException {
        assertThat(JsonColumns.in(schema))
                .containsExactlyInAnyOrder(
                        // StoredPolicyTests
                        "policy.conditions",
                        "policy.tests",
                        "policy.approval",
                        "policy_version.policy",
                        // StoredDecisionTests
                        "decision.logged",
                        "decision.context",
                        "decision.agent",
                        "agent.attributes",
                        // StoredPermissionsTests
                        "agent_permissions.permissions",
                        // StoredApprovalTests
                        "approval.context",
                        "approval.terms",
                        "approval.votes",
                        "approval.comments");
    }
}
