package io.agentplane.policy.access;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.identity.Namespace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The custom_role table's SQL. */
@Repository
class RoleQueries {

    private final JdbcClient jdbc;

    RoleQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The present namespace's, without those that were deleted. */
    RoleGraph graph() {
        String namespace = Namespace.current();
        return Objects.requireNonNull(graphs(List.of(namespace)).get(namespace));
    }

    /** Those of other namespaces too; an empty graph for one without roles of its own. */
    Map<String, RoleGraph> graphs(Collection<String> namespaces) {
        Map<String, Map<String, CustomRole>> roles = new HashMap<>();
        namespaces.forEach(namespace -> roles.put(namespace, new HashMap<>()));
        jdbc.sql("SELECT * FROM custom_role WHERE namespace = ANY (:namespaces) AND NOT deleted")
                .param("namespaces", namespaces.toArray(String[]::new))
                .query((row, number) -> role(row))
                .list()
                .forEach(role ->
                        Objects.requireNonNull(roles.get(role.namespace())).put(role.name(), role));
        Map<String, RoleGraph> graphs = new HashMap<>();
        roles.forEach((namespace, named) -> graphs.put(namespace, new RoleGraph(named)));
        return graphs;
    }

    /** Makes or changes a role; returns it with its new revision. */
    CustomRole store(CustomRole role) {
        return jdbc.sql("""
                INSERT INTO custom_role AS known
                    (namespace, name, description, permissions, includes, deleted, revision)
                VALUES (:namespace, :name, :description, :permissions, :includes, :deleted, 1)
                ON CONFLICT (namespace, name) DO UPDATE
                SET description = excluded.description, permissions = excluded.permissions,
                    includes = excluded.includes, deleted = excluded.deleted, revision = known.revision + 1
                RETURNING *
                """)
                .param("namespace", role.namespace())
                .param("name", role.name())
                .param("description", role.description())
                .param(
                        "permissions",
                        role.permissions().stream().map(Permission::wireName).toArray(String[]::new))
                .param("includes", role.includes().toArray(String[]::new))
                .param("deleted", role.deleted())
                .query((row, number) -> role(row))
                .single();
    }

    /** Some of the principals, of whatever namespace, that hold a role of the present one. */
    List<UUID> holders(String role, int limit) {
        return jdbc.sql("""
                SELECT id FROM principal WHERE namespace = :namespace AND :role = ANY (roles)
                UNION ALL
                SELECT principal_id FROM role_binding WHERE namespace = :namespace AND :role = ANY (roles)
                LIMIT :limit
                """)
                .param("namespace", Namespace.current())
                .param("role", role)
                .param("limit", limit)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    private static CustomRole role(ResultSet row) throws SQLException {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (String name : (String[]) row.getArray("permissions").getArray()) {
            Permission.named(name).ifPresent(permissions::add);
        }
        return new CustomRole(
                row.getString("namespace"),
                row.getString("name"),
                row.getString("description"),
                permissions,
                List.of((String[]) row.getArray("includes").getArray()),
                row.getBoolean("deleted"),
                row.getLong("revision"));
    }
}
