package io.agentplane.registry.cluster;

import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.web.PageRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of leases. The database's clock decides, read after the cluster's lock was got. */
@Repository
class LeaseQueries {

    private static final String LEADER = """
            SELECT leader_id, agent_cluster.term, lease_until, scores FROM agent_cluster
            JOIN cluster_lease ON cluster_id = id AND cluster_lease.term = agent_cluster.term
            WHERE id = :id AND namespace = :namespace AND leader_id IS NOT NULL""";

    private final JdbcClient jdbc;
    private final StoredJson json;

    LeaseQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The leader whose lease holds. */
    Optional<LeaderView> leader(UUID clusterId, String namespace) {
        return leader(LEADER + " AND lease_until > clock_timestamp()", clusterId, namespace);
    }

    /** The leader whose lease was found to hold when the cluster was locked. */
    LeaderView lockedLeader(UUID clusterId, String namespace) {
        return leader(LEADER, clusterId, namespace).orElseThrow();
    }

    private Optional<LeaderView> leader(String sql, UUID clusterId, String namespace) {
        return jdbc.sql(sql)
                .param("id", clusterId)
                .param("namespace", namespace)
                .query((row, number) -> new LeaderView(
                        row.getObject("leader_id", UUID.class),
                        row.getLong("term"),
                        row.getTimestamp("lease_until").toInstant(),
                        scores(row)))
                .optional();
    }

    /** Extends the lease of a locked cluster if the claim is right; whether it was. */
    boolean renew(UUID clusterId, String namespace, LeadershipClaim claim) {
        return jdbc.sql("""
                        WITH renewed AS (
                            UPDATE agent_cluster
                            SET lease_until = clock_timestamp() + lease_millis * interval '1 millisecond',
                                due_at = clock_timestamp() + lease_millis * interval '1 millisecond'
                            WHERE id = :id AND namespace = :namespace
                                AND leader_id = :agent AND term = :term AND lease_until > clock_timestamp()
                            RETURNING id, term, lease_until)
                        UPDATE cluster_lease SET until_at = renewed.lease_until FROM renewed
                        WHERE cluster_lease.cluster_id = renewed.id AND cluster_lease.term = renewed.term
                        """)
                        .param("id", clusterId)
                        .param("namespace", namespace)
                        .param("agent", claim.agentId())
                        .param("term", claim.term())
                        .update()
                == 1;
    }

    void end(UUID clusterId, LeaseEnd end) {
        jdbc.sql("""
                UPDATE cluster_lease SET until_at = :at, ended_because = :because
                WHERE cluster_id = :cluster AND term = :term
                """)
                .param("cluster", clusterId)
                .param("term", end.term())
                .param("at", Timestamp.from(end.at()))
                .param("because", end.because())
                .update();
    }

    /** Remembers a new lease, and forgets the oldest above so many. */
    void begin(UUID clusterId, LeadershipView lease, int kept) {
        jdbc.sql("""
                INSERT INTO cluster_lease (cluster_id, term, agent_id, from_at, until_at, scores)
                VALUES (:cluster, :term, :agent, :from, :until, CAST(:scores AS jsonb))
                """)
                .param("cluster", clusterId)
                .param("term", lease.term())
                .param("agent", lease.agentId())
                .param("from", Timestamp.from(lease.from()))
                .param("until", Timestamp.from(lease.until()))
                .param("scores", json.write(lease.scores()))
                .update();
        jdbc.sql("DELETE FROM cluster_lease WHERE cluster_id = :cluster AND term <= :forgotten")
                .param("cluster", clusterId)
                .param("forgotten", lease.term() - kept)
                .update();
    }

    /** The latest first; one more than the limit when there are more. */
    Stream<LeadershipView> list(UUID clusterId, String namespace, @Nullable Long before, int limit) {
        return PageRows.stream(
                jdbc.sql("""
                SELECT cluster_lease.* FROM cluster_lease JOIN agent_cluster ON id = cluster_id
                WHERE cluster_id = :cluster AND namespace = :namespace AND cluster_lease.term < :before
                ORDER BY cluster_lease.term DESC LIMIT :limit
                """)
                        .param("cluster", clusterId)
                        .param("namespace", namespace)
                        .param("before", before == null ? Long.MAX_VALUE : before),
                limit,
                (row, number) -> new LeadershipView(
                        row.getLong("term"),
                        row.getObject("agent_id", UUID.class),
                        row.getTimestamp("from_at").toInstant(),
                        row.getTimestamp("until_at").toInstant(),
                        row.getString("ended_because"),
                        scores(row)));
    }

    private Scores scores(ResultSet row) throws SQLException {
        return json.read(row.getString("scores"), Scores.class);
    }
}
