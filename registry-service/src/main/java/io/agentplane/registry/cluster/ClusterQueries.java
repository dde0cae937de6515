package io.agentplane.registry.cluster;

import io.agentplane.platform.web.PageRows;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of clusters and their members. */
@Repository
class ClusterQueries {

    private static final String WITH_MEMBERS = """
            SELECT agent_cluster.*, clock_timestamp() AS now,
                ARRAY(SELECT agent_id FROM cluster_member WHERE cluster_id = agent_cluster.id ORDER BY agent_id) AS members
            FROM agent_cluster
            """;

    private final JdbcClient jdbc;

    ClusterQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Instant now() {
        return jdbc.sql("SELECT clock_timestamp()")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    Optional<ClusterView> find(UUID id, String namespace) {
        return read(id, namespace).map(Cluster::view);
    }

    /** Ordered by id, one more than the limit where there are more. */
    Stream<ClusterView> list(String namespace, @Nullable UUID after, int limit) {
        return PageRows.stream(
                jdbc.sql(WITH_MEMBERS + """
                WHERE namespace = :namespace AND (CAST(:after AS uuid) IS NULL OR id > CAST(:after AS uuid))
                ORDER BY id LIMIT :limit
                """)
                        .param("namespace", namespace)
                        .param("after", after == null ? null : after.toString()),
                limit,
                (row, number) -> view(row));
    }

    /**
     * The cluster as it is once nobody else changes it. Read by a statement of its own, since the one that waits for the
     * lock sees members and clock as they were before it waited.
     */
    Optional<Cluster> lock(UUID id, String namespace) {
        return locked(id, namespace, "FOR UPDATE");
    }

    /** The same, or nothing when somebody else is just changing it. */
    Optional<Cluster> lockIfFree(UUID id, String namespace) {
        return locked(id, namespace, "FOR UPDATE SKIP LOCKED");
    }

    private Optional<Cluster> locked(UUID id, String namespace, String lock) {
        return jdbc.sql("SELECT id FROM agent_cluster WHERE id = :id AND namespace = :namespace " + lock)
                .param("id", id)
                .param("namespace", namespace)
                .query(UUID.class)
                .optional()
                .flatMap(found -> read(found, namespace));
    }

    private Optional<Cluster> read(UUID id, String namespace) {
        return jdbc.sql(WITH_MEMBERS + "WHERE id = :id AND namespace = :namespace")
                .param("id", id)
                .param("namespace", namespace)
                .query((row, number) -> cluster(row))
                .optional();
    }

    private static Cluster cluster(ResultSet row) throws SQLException {
        Timestamp leaseUntil = row.getTimestamp("lease_until");
        return new Cluster(
                row.getString("namespace"),
                view(row),
                leaseUntil == null ? null : leaseUntil.toInstant(),
                row.getTimestamp("now").toInstant());
    }

    private static ClusterView view(ResultSet row) throws SQLException {
        Array members = row.getArray("members");
        return new ClusterView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("purpose"),
                Duration.ofMillis(row.getLong("lease_millis")),
                List.of((UUID[]) members.getArray()),
                row.getObject("leader_id", UUID.class),
                row.getLong("term"),
                row.getTimestamp("created_at").toInstant(),
                null,
                row.getLong("revision"));
    }

    /** The clusters of an agent, in the order in which everyone locks many. */
    List<UUID> clustersOf(UUID agentId, String namespace) {
        return jdbc.sql("""
                SELECT id FROM agent_cluster JOIN cluster_member ON cluster_id = id
                WHERE agent_id = :agent AND namespace = :namespace ORDER BY id
                """)
                .param("agent", agentId)
                .param("namespace", namespace)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Makes elections due in the clusters of an agent that nobody leads. */
    void callElections(UUID agentId, String namespace) {
        jdbc.sql("""
                WITH leaderless AS MATERIALIZED (
                    SELECT id FROM agent_cluster JOIN cluster_member ON cluster_id = id
                    WHERE agent_id = :agent AND namespace = :namespace AND leader_id IS NULL
                    ORDER BY id FOR UPDATE OF agent_cluster)
                UPDATE agent_cluster SET due_at = clock_timestamp() WHERE id IN (SELECT id FROM leaderless)
                """).param("agent", agentId).param("namespace", namespace).update();
    }

    void insert(Cluster cluster) {
        ClusterView state = cluster.view();
        jdbc.sql("""
                INSERT INTO agent_cluster (id, namespace, name, purpose, lease_millis, term, created_at, revision)
                VALUES (:id, :namespace, :name, :purpose, :lease, 0, :createdAt, 0)
                """)
                .param("id", state.id())
                .param("namespace", cluster.namespace())
                .param("name", state.name())
                .param("purpose", state.purpose())
                .param("lease", state.leaseDuration().toMillis())
                .param("createdAt", Timestamp.from(state.createdAt()))
                .update();
    }

    /** Writes all that can change of a locked cluster. */
    void update(Cluster cluster, @Nullable Instant dueAt) {
        ClusterView state = cluster.view();
        jdbc.sql("""
                UPDATE agent_cluster
                SET leader_id = :leader, term = :term, lease_until = :leaseUntil, due_at = :dueAt, revision = :revision
                WHERE id = :id AND namespace = :namespace
                """)
                .param("id", state.id())
                .param("namespace", cluster.namespace())
                .param("leader", state.leaderId())
                .param("term", state.term())
                .param("leaseUntil", timestamp(cluster.leaseUntil()))
                .param("dueAt", timestamp(dueAt))
                .param("revision", state.revision())
                .update();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    /** Makes the stored members of a locked cluster those that it has now. */
    void storeMembers(ClusterView cluster) {
        UUID[] members = cluster.memberIds().toArray(UUID[]::new);
        jdbc.sql("DELETE FROM cluster_member WHERE cluster_id = :id AND agent_id <> ALL (:members)")
                .param("id", cluster.id())
                .param("members", members)
                .update();
        jdbc.sql("""
                INSERT INTO cluster_member (cluster_id, agent_id)
                SELECT :id, member FROM unnest(:members) AS member ON CONFLICT DO NOTHING
                """).param("id", cluster.id()).param("members", members).update();
    }

    /** Leases and members go with it. */
    void delete(UUID id, String namespace) {
        jdbc.sql("DELETE FROM agent_cluster WHERE id = :id AND namespace = :namespace")
                .param("id", id)
                .param("namespace", namespace)
                .update();
    }

    /** The clusters of all namespaces that need an election, the longest waiting first. */
    List<Due> due(int limit) {
        return jdbc.sql("SELECT id, namespace FROM agent_cluster WHERE due_at <= now() ORDER BY due_at LIMIT :limit")
                .param("limit", limit)
                .query((row, number) -> new Due(row.getObject("id", UUID.class), row.getString("namespace")))
                .list();
    }

    /** How many clusters of all namespaces have members but no leader. */
    long leaderless() {
        return jdbc.sql("""
                SELECT count(*) FROM agent_cluster
                WHERE due_at IS NOT NULL AND (leader_id IS NULL OR lease_until <= now())
                """).query(Long.class).single();
    }

    /** A cluster that needs an election. */
    record Due(UUID id, String namespace) {}
}
