package io.agentplane.policy.access;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is asked about the principals of all namespaces at once. */
@Repository
class AccessQueries {

    private final JdbcClient jdbc;

    AccessQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits until no other transaction, on any replica, changes who has which role; held until the commit. */
    void lockRights() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('rights'), hashtext(current_schema()))")
                .query(row -> {});
    }

    /** The roles that an enabled principal has in a namespace: its own there, and an administrator's in every one. */
    List<String> roles(UUID id, String namespace) {
        return jdbc.sql("""
                SELECT role FROM principal CROSS JOIN unnest(roles) AS role
                WHERE id = :id AND enabled AND (namespace = :namespace OR role = 'SYSTEM_ADMIN')
                """)
                .param("id", id)
                .param("namespace", namespace)
                .query((row, number) -> row.getString("role"))
                .list();
    }

    boolean isAnyPrincipal() {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM principal)")
                .query(Boolean.class)
                .single();
    }

    /** Whether someone else, in any namespace, is an administrator too. */
    boolean isAdministratorBeside(UUID principalId) {
        return jdbc.sql("""
                SELECT EXISTS (
                    SELECT 1 FROM principal WHERE enabled AND 'SYSTEM_ADMIN' = ANY (roles) AND id <> :id)
                """).param("id", principalId).query(Boolean.class).single();
    }
}
