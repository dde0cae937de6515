package io.agentplane.benchmarks.registry;

import io.agentplane.local.postgres.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

/**
 * A fleet of active agents, put into registry-service's tables by SQL. Over the API a hundred thousand registrations and
 * activations would take many minutes, and what is measured afterwards would be the same.
 *
 * <p>All agents can reason; the last three digits of an agent's number are its skill, its domain and its region. So one in
 * a hundred has a given skill and domain, and one in a thousand the given region, too.
 */
final class AgentSeeds implements AutoCloseable {

    static final String NAMESPACE = "fleet";

    private static final String ROLE = "registry";
    private static final String AGENTS = """
            INSERT INTO agent (id, namespace, name, version, description, owner, role, capabilities, tools, protocols,
                max_concurrency, timeout_millis, tags, status, registered_at, status_since, degraded_after_millis, revision,
                words)
            SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, ?, 'agent-' || n, '1.0.0',
                'Takes part in a benchmark', 'team-' || n % 100, 'WORKER',
                ARRAY['reason', 'skill-' || n % 10, 'domain-' || n / 10 % 10], '{}', '{rest}',
                10, 1000 * (1 + n % 60), jsonb_build_object('region', (n / 100 % 10)::text), 'ACTIVE', now(), now(),
                86400000, 1, array_to_tsvector(ARRAY['agent', n::text, 'takes', 'part', 'in', 'a', 'benchmark'])
            FROM generate_series(?, ?) AS n
            """;
    private static final String NAMES = """
            INSERT INTO agent_name (namespace, name, owner)
            SELECT ?, 'agent-' || n, 'team-' || n % 100 FROM generate_series(?, ?) AS n
            """;
    private static final String HEARTBEATS = "SELECT count(*) FROM agent_heartbeat WHERE at > ?";
    private static final String NEWEST =
            "SELECT coalesce(max(at), timestamp with time zone 'epoch') FROM agent_heartbeat";

    /** Only who owns a table, or everything, may do autovacuum's work. */
    private static final String SUPERUSER = "postgres";

    private final Database database;
    private final Connection connection;
    private int agents;

    AgentSeeds(Database database) throws SQLException {
        this.database = database;
        connection = connect(ROLE);
    }

    private Connection connect(String role) throws SQLException {
        try {
            return DriverManager.getConnection(database.url(), role, database.password(role));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static UUID id(int agent) {
        return new UUID(0x7000L, 0x8000_0000_0000_0000L | agent);
    }

    /** Adds what is missing to so many agents, and does what autovacuum would do in time. */
    void growTo(int count) throws SQLException {
        insert(AGENTS, count);
        insert(NAMES, count);
        try (Connection superuser = connect(SUPERUSER);
                Statement statement = superuser.createStatement()) {
            statement.execute("VACUUM ANALYZE registry.agent, registry.agent_name, registry.agent_heartbeat");
        }
        agents = count;
    }

    private void insert(String sql, int count) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, NAMESPACE);
            statement.setInt(2, agents);
            statement.setInt(3, count - 1);
            statement.executeUpdate();
        }
    }

    /** The time of the newest heartbeat of all, by the service's clock. */
    Instant newestHeartbeat() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEWEST);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getTimestamp(1).toInstant();
        }
    }

    /** How many agents' last heartbeat in the database is newer than this. */
    int heartbeatsSince(Instant time) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEARTBEATS)) {
            statement.setTimestamp(1, Timestamp.from(time));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
