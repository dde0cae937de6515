package io.agentplane.policy.access;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.policy.access.KeyUses.KeyUse;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is asked and told about principals and keys of all namespaces at once. */
@Repository
class AccessQueries {

    private static final String USABLE_ADMINISTRATOR_KEY = """
            SELECT 1 FROM api_key JOIN principal ON principal.id = api_key.principal_id
            WHERE principal.enabled AND 'SYSTEM_ADMIN' = ANY (principal.roles)
                AND api_key.revoked_at IS NULL
                AND (api_key.expires_at IS NULL OR api_key.expires_at > clock_timestamp())
            """;

    private final JdbcClient jdbc;
    private final StoredJson json;

    AccessQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Waits until no other transaction, on any replica, changes who has which role; held until the commit. */
    void lockRights() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('rights'), hashtext(current_schema()))")
                .query(row -> {});
    }

    /** The roles given to an enabled principal in a namespace, at home or from outside; an administrator's count in all. */
    List<String> roles(UUID id, String namespace) {
        return jdbc.sql("""
                SELECT role FROM principal CROSS JOIN unnest(roles) AS role
                WHERE id = :id AND enabled AND (namespace = :namespace OR role = 'SYSTEM_ADMIN')
                UNION
                SELECT role FROM principal JOIN role_binding AS bound ON bound.principal_id = principal.id
                    CROSS JOIN unnest(bound.roles) AS role
                WHERE id = :id AND enabled AND bound.namespace = :namespace
                """)
                .param("id", id)
                .param("namespace", namespace)
                .query((row, number) -> row.getString("role"))
                .list();
    }

    /** Whether the registry has told of this agent in the present namespace. */
    boolean isAgentHere(UUID agentId) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM agent WHERE id = :id AND namespace = :namespace AND NOT decommissioned)
                """)
                .param("id", agentId.toString())
                .param("namespace", Namespace.current())
                .query(Boolean.class)
                .single();
    }

    /** Whether one of these is a principal, at home or from outside. */
    boolean isAnyAPrincipal(Collection<UUID> ids) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM principal WHERE id IN (:ids))")
                .param("ids", ids)
                .query(Boolean.class)
                .single();
    }

    boolean isAnyPrincipal() {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM principal)")
                .query(Boolean.class)
                .single();
    }

    /** Whether someone else, in any namespace, is an administrator with a key too. */
    boolean isAdministratorBeside(UUID principalId) {
        return jdbc.sql("SELECT EXISTS (%s AND principal.id <> :id)".formatted(USABLE_ADMINISTRATOR_KEY))
                .param("id", principalId)
                .query(Boolean.class)
                .single();
    }

    /** Whether another key, in any namespace, is an administrator's. */
    boolean isAdministratorKeyBeside(UUID keyId) {
        return jdbc.sql("SELECT EXISTS (%s AND api_key.id <> :id)".formatted(USABLE_ADMINISTRATOR_KEY))
                .param("id", keyId)
                .query(Boolean.class)
                .single();
    }

    /** Notes uses of keys of one namespace; an earlier use than is known changes nothing. */
    void noteUses(String namespace, List<KeyUse> uses) {
        jdbc.sql("""
                UPDATE api_key SET last_used_at = used."usedAt"
                FROM jsonb_to_recordset(CAST(:uses AS jsonb)) AS used ("keyId" uuid, "usedAt" timestamptz)
                WHERE api_key.id = used."keyId" AND api_key.namespace = :namespace
                    AND (api_key.last_used_at IS NULL OR api_key.last_used_at < used."usedAt")
                """)
                .param("uses", json.write(uses))
                .param("namespace", namespace)
                .update();
    }
}
