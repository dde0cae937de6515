package io.agentplane.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.retention.RetentionRuns;
import io.agentplane.platform.test.Tables;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A table that only grows needs a rule by which its old rows go; of each other one it is said here why it has none. */
class GrowingTablesTests extends RegistryStage {

    @Autowired
    private DataSource schema;

    @Autowired
    private RetentionRuns retention;

    @Test
    void haveARetention() throws SQLException {
        assertThat(Tables.withoutRetention(schema, retention.names()))
                .containsExactlyInAnyOrder(
                        // One row for each agent there ever was, whose name stays taken: what an agent is, does and has
                        // done
                        "agent",
                        "agent_name",
                        "agent_heartbeat",
                        "agent_recovery",
                        "agent_work",
                        // Goes with the instance
                        "instance_heartbeat",
                        // Made and deleted by people; of leases the latest few are kept
                        "agent_cluster",
                        "cluster_member",
                        "cluster_lease",
                        // What is in pools now, and what removed entries add up to, which is no more
                        "resource_pool",
                        "resource_contribution",
                        "resource_allocation",
                        "resource_part",
                        "resource_ledger_opening",
                        // One row for each scope
                        "configuration_revision",
                        // A few rows, replaced in place
                        "agent_event_removed",
                        "registry_replica",
                        "shard_lease");
    }
}
