package io.agentplane.policy.permission;

import io.agentplane.platform.json.StoredJson;
import io.agentplane.policy.engine.AgentPermission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The agent_permissions table's SQL. */
@Repository
class AgentPermissionQueries {

    private static final TypeReference<List<AgentPermission>> PAIRS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final StoredJson json;

    AgentPermissionQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The entries of those agents that have one. */
    List<AgentPermissionsView> find(String namespace, Collection<UUID> agentIds) {
        return jdbc.sql("""
                SELECT * FROM agent_permissions
                WHERE namespace = :namespace AND agent_id = ANY (:agents) AND NOT deleted
                """)
                .param("namespace", namespace)
                .param("agents", agentIds.toArray(UUID[]::new))
                .query((row, number) -> view(row))
                .list();
    }

    /**
     * Makes an entry, or puts it in the place of the one that was read.
     *
     * @param read the revision that was read; 0 when there was no entry
     * @return the entry with its new revision, unless it isn't as it was read
     */
    Optional<AgentPermissionsView> store(AgentPermissionsView entry, long read) {
        return jdbc.sql("""
                INSERT INTO agent_permissions AS known (namespace, agent_id, permissions, deleted, revision)
                SELECT :namespace, :agent, CAST(:permissions AS jsonb), false, 1
                WHERE :read = 0 OR EXISTS (
                    SELECT 1 FROM agent_permissions WHERE namespace = :namespace AND agent_id = :agent)
                ON CONFLICT (namespace, agent_id) DO UPDATE
                SET permissions = excluded.permissions, deleted = false, revision = known.revision + 1
                WHERE CASE WHEN known.deleted THEN 0 ELSE known.revision END = :read
                RETURNING *
                """)
                .param("namespace", entry.namespace())
                .param("agent", entry.agentId())
                .param("permissions", json.write(entry.permissions()))
                .param("read", read)
                .query((row, number) -> view(row))
                .optional();
    }

    /** Returns the entry as it is now that it is deleted, unless it isn't as it was read. */
    Optional<AgentPermissionsView> delete(String namespace, UUID agentId, long read) {
        return jdbc.sql("""
                UPDATE agent_permissions SET permissions = '[]', deleted = true, revision = revision + 1
                WHERE namespace = :namespace AND agent_id = :agent AND revision = :read AND NOT deleted
                RETURNING *
                """)
                .param("namespace", namespace)
                .param("agent", agentId)
                .param("read", read)
                .query((row, number) -> view(row))
                .optional();
    }

    private AgentPermissionsView view(ResultSet row) throws SQLException {
        return new AgentPermissionsView(
                row.getObject("agent_id", UUID.class),
                row.getString("namespace"),
                json.read(row.getString("permissions"), PAIRS),
                row.getBoolean("deleted") ? true : null,
                row.getLong("revision"));
    }
}
