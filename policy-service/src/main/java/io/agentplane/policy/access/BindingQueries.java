package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.web.PageRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what principals hold in namespaces that are not their own. */
@Repository
class BindingQueries {

    private static final String HELD = """
            SELECT * FROM (
                SELECT id AS principal_id, agent_id, namespace, roles, true AS home FROM principal
                WHERE namespace = :namespace AND roles <> '{}'
                UNION ALL
                SELECT principal_id, agent_id, bound.namespace, bound.roles, false AS home
                FROM role_binding AS bound JOIN principal ON principal.id = principal_id
                WHERE bound.namespace = :namespace AND bound.roles <> '{}') AS held
            WHERE (CAST(:principal AS uuid) IS NULL OR principal_id = :principal)
                AND (CAST(:after AS uuid) IS NULL OR principal_id > :after)
            ORDER BY principal_id LIMIT :limit
            """;

    private final JdbcClient jdbc;

    BindingQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a principal is, in whatever namespace it is at home; empty when there is no such principal. */
    Optional<PrincipalKind> kind(UUID id) {
        return jdbc.sql("SELECT kind FROM principal WHERE id = :id")
                .param("id", id)
                .query((row, number) -> PrincipalKind.valueOf(row.getString("kind")))
                .optional();
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

    /** The role bindings of the present namespace, ordered by principal; reads one row beyond the limit. */
    Stream<Held> list(@Nullable UUID principalId, @Nullable UUID after, int limit) {
        return PageRows.stream(
                jdbc.sql(HELD)
                        .param("namespace", Namespace.current())
                        .param("principal", principalId)
                        .param("after", after),
                limit,
                (row, number) -> held(row));
    }

    /** What a principal holds in all namespaces. */
    List<Held> everywhere(UUID principalId) {
        return jdbc.sql("""
                SELECT id AS principal_id, agent_id, namespace, roles, true AS home FROM principal WHERE id = :id
                UNION ALL
                SELECT principal_id, NULL, namespace, roles, false AS home FROM role_binding WHERE principal_id = :id
                """)
                .param("id", principalId)
                .query((row, number) -> held(row))
                .list();
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                row.getObject("principal_id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getString("namespace"),
                row.getBoolean("home"),
                roles(row));
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

    /** What a principal holds in one namespace. */
    record Held(UUID principalId, @Nullable UUID agentId, String namespace, boolean home, List<String> roles) {

        /**
         * What that lets it do there; the right to go anywhere can be given at home only.
         *
         * @param graph that namespace's roles
         */
        List<Permission> permissions(RoleGraph graph) {
            return graph.permissionsOf(roles).stream()
                    .filter(permission -> home || permission != Permission.NAMESPACES_ANY)
                    .toList();
        }
    }
}
