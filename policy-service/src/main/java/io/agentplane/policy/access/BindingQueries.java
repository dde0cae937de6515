package io.agentplane.policy.access;

import io.agentplane.platform.identity.Namespace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what principals hold in namespaces that are not their own. */
@Repository
class BindingQueries {

    private final JdbcClient jdbc;

    BindingQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether there is such a principal, in whatever namespace. */
    boolean isPrincipal(UUID id) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM principal WHERE id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** What a principal holds in the present namespace, which is not its own. */
    List<String> roles(UUID principalId) {
        return jdbc.sql("SELECT roles FROM role_binding WHERE principal_id = :id AND namespace = :namespace")
                .param("id", principalId)
                .param("namespace", Namespace.current())
                .query((row, number) -> roles(row))
                .optional()
                .orElse(List.of());
    }

    /** In how many namespaces beside its own a principal has roles. */
    int count(UUID principalId) {
        return jdbc.sql("SELECT count(*) FROM role_binding WHERE principal_id = :id AND roles <> '{}'")
                .param("id", principalId)
                .query(Integer.class)
                .single();
    }

    /** Keeps what a principal holds in the present namespace; returns it with its new revision. */
    RoleBindingState store(UUID principalId, List<String> roles) {
        return jdbc.sql("""
                INSERT INTO role_binding AS known (principal_id, namespace, roles, revision)
                VALUES (:id, :namespace, :roles, 1)
                ON CONFLICT (principal_id, namespace) DO UPDATE
                SET roles = excluded.roles, revision = known.revision + 1
                RETURNING *
                """)
                .param("id", principalId)
                .param("namespace", Namespace.current())
                .param("roles", roles.toArray(String[]::new))
                .query((row, number) -> state(row, roles, 0))
                .single();
    }

    /** Ends all that other namespaces have given to a principal, which is going to be deleted. */
    List<RoleBindingState> deleteAll(UUID principalId) {
        return jdbc.sql("DELETE FROM role_binding WHERE principal_id = :id RETURNING *")
                .param("id", principalId)
                .query((row, number) -> state(row, List.of(), 1))
                .list();
    }

    /** Who has roles in the present namespace, by the principals' ids; one more than the limit when there are more. */
    List<Held> list(@Nullable UUID principalId, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                SELECT * FROM (
                    SELECT id AS principal_id, roles, true AS home FROM principal
                    WHERE namespace = :namespace AND roles <> '{}'
                    UNION ALL
                    SELECT principal_id, roles, false AS home FROM role_binding
                    WHERE namespace = :namespace AND roles <> '{}') AS held
                WHERE (CAST(:principal AS uuid) IS NULL OR principal_id = :principal)
                    AND (CAST(:after AS uuid) IS NULL OR principal_id > :after)
                ORDER BY principal_id LIMIT :limit
                """)
                .param("namespace", Namespace.current())
                .param("principal", principalId)
                .param("after", after)
                .param("limit", limit + 1)
                .query((row, number) ->
                        new Held(row.getObject("principal_id", UUID.class), row.getBoolean("home"), roles(row)))
                .list();
    }

    private static RoleBindingState state(ResultSet row, List<String> roles, int later) throws SQLException {
        return RoleBindingState.of(
                row.getObject("principal_id", UUID.class),
                row.getString("namespace"),
                roles,
                row.getLong("revision") + later);
    }

    private static List<String> roles(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("roles").getArray());
    }

    /** What a principal holds in the present namespace. */
    record Held(UUID principalId, boolean home, List<String> roles) {}
}
