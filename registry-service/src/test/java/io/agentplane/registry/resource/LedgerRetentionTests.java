package io.agentplane.registry.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.retention.RetentionRuns;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.registry.RegistryStage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Old entries go; what a ledger adds up to stays. */
class LedgerRetentionTests extends RegistryStage {

    private static final String STATE = """
            SELECT agent_id, allocation_id, sum(cpu_millis) AS cpu, sum(memory) AS memory FROM (
                SELECT agent_id, allocation_id, cpu_millis, memory FROM resource_ledger WHERE pool_id = :pool
                UNION ALL
                SELECT agent_id, allocation_id, cpu_millis, memory FROM resource_ledger_opening WHERE pool_id = :pool)
            GROUP BY agent_id, allocation_id HAVING sum(cpu_millis) <> 0 OR sum(memory) <> 0
            ORDER BY agent_id, allocation_id
            """;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RetentionRuns retention;

    @Autowired
    private Database database;

    private final UUID pool = UUID.randomUUID();
    private final UUID lender = UUID.randomUUID();
    private final UUID kept = UUID.randomUUID();
    private final UUID ended = UUID.randomUUID();

    @BeforeEach
    void makeAPool() {
        jdbc.sql("INSERT INTO resource_pool (id, namespace, name) VALUES (:id, :id, 'farm')")
                .param("id", pool)
                .update();
        add("contributed", null, 4_000, 100, 900);
        add("granted", kept, 1_000, 20, 800);
        add("granted", ended, 500, 0, 700);
        add("changed", null, -1_000, 0, 600);
        add("released", ended, -500, 0, 401);
        add("changed", null, 2_000, 50, 399);
    }

    @AfterEach
    void leaveNothing() throws SQLException {
        asSuperuser(
                "SET session_replication_role = replica",
                "DELETE FROM resource_ledger WHERE pool_id = '" + pool + "'",
                "DELETE FROM resource_ledger_opening WHERE pool_id = '" + pool + "'",
                "DELETE FROM resource_pool WHERE id = '" + pool + "'");
    }

    @Test
    void carriesOverWhatOldEntriesAddUpTo() {
        List<Map<String, Object>> before = state();

        assertThat(retention.removeNow("resource_ledger")).isEqualTo(5);
        assertThat(entries()).containsExactly("changed");
        assertThat(state()).isEqualTo(before).hasSize(2);
        assertThat(openings())
                .as("what is left of the contribution, and of the allocation")
                .isEqualTo(2);

        add("released", kept, -1_000, -20, 400);
        add("withdrawn", null, -3_000, -100, 401);
        assertThat(retention.removeNow("resource_ledger")).isEqualTo(2);
        assertThat(openings()).isZero();
        assertThat(state())
                .singleElement()
                .satisfies(left -> assertThat(left.get("cpu")).hasToString("2000"));
    }

    @Test
    void removesNothingOfTheLastThirtyDays() {
        assertThatThrownBy(() -> jdbc.sql("SELECT remove_resource_ledger_entries(now() - interval '29 days', 10)")
                        .query(Integer.class)
                        .single())
                .hasMessageContaining("The last 30 days are kept");
    }

    @Test
    void letsTheServiceRemoveByAgeOnly() {
        jdbc.sql("SELECT remove_resource_ledger_entries(now() - interval '650 days', 10)")
                .query(Integer.class)
                .single();
        assertThat(entries()).containsExactly("changed", "released", "changed");

        assertThatThrownBy(() -> jdbc.sql("SET agentplane.removes_ledger_entries = 'on'; DELETE FROM resource_ledger")
                        .update())
                .hasMessageContaining("only ever added to");
    }

    private void add(String type, @Nullable UUID allocation, long cpu, long memory, int daysAgo) {
        jdbc.sql("""
                INSERT INTO resource_ledger (pool_id, namespace, type, at, agent_id, consumer_id, allocation_id,
                    cpu_millis, memory, storage, bandwidth)
                VALUES (:pool, :pool, :type, now() - make_interval(days => :days), :lender,
                    CAST(:allocation AS uuid), CAST(:allocation AS uuid), :cpu, :memory, 0, 0)
                """)
                .param("pool", pool)
                .param("type", type)
                .param("days", daysAgo)
                .param("lender", lender)
                .param("allocation", allocation)
                .param("cpu", cpu)
                .param("memory", memory)
                .update();
    }

    private List<Map<String, Object>> state() {
        return jdbc.sql(STATE).param("pool", pool).query().listOfRows();
    }

    private List<String> entries() {
        return jdbc.sql("SELECT type FROM resource_ledger WHERE pool_id = :pool ORDER BY sequence")
                .param("pool", pool)
                .query(String.class)
                .list();
    }

    private long openings() {
        return jdbc.sql("SELECT count(*) FROM resource_ledger_opening WHERE pool_id = :pool")
                .param("pool", pool)
                .query(Long.class)
                .single();
    }

    private void asSuperuser(String... statements) throws SQLException {
        try (Connection connection = database.connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
