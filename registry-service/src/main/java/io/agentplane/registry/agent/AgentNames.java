package io.agentplane.registry.agent;

import io.agentplane.platform.identity.Namespace;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Who owns which name. A name belongs to whoever registers it first, with all of its versions, until it is transferred;
 * when the last version is decommissioned it stays reserved for a grace time. Every method locks the name until the
 * transaction ends.
 */
@Repository
class AgentNames {

    private final JdbcClient jdbc;
    private final LifecycleSettings settings;

    AgentNames(JdbcClient jdbc, LifecycleSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** Takes the name for this owner, and frees the version when its former bearer's grace time is over. */
    void claim(String name, String version, String owner) {
        int claimed = jdbc.sql("""
                        INSERT INTO agent_name AS known (namespace, name, owner) VALUES (:namespace, :name, :owner)
                        ON CONFLICT (namespace, name) DO UPDATE SET owner = excluded.owner, free_at = NULL
                        WHERE known.owner = excluded.owner OR known.free_at <= now()
                        """)
                .param("namespace", Namespace.current())
                .param("name", name)
                .param("owner", owner)
                .update();
        if (claimed == 0) {
            throw AgentProblem.NAME_OWNED_BY_ANOTHER.because(
                    "The name belongs to another owner, or is kept for its last one for a while; take another name, or have it transferred");
        }
        jdbc.sql("""
                        UPDATE agent SET retired = true
                        WHERE namespace = :namespace AND name = :name AND version = :version AND NOT retired
                            AND status = 'DECOMMISSIONED' AND status_since <= now() - make_interval(secs => :grace)
                        """)
                .param("namespace", Namespace.current())
                .param("name", name)
                .param("version", version)
                .param("grace", settings.nameGrace().toMillis() / 1000.0)
                .update();
    }

    void transfer(String name, String owner) {
        jdbc.sql("UPDATE agent_name SET owner = :owner WHERE namespace = :namespace AND name = :name")
                .param("namespace", Namespace.current())
                .param("name", name)
                .param("owner", owner)
                .update();
    }

    /**
     * The name of an agent of the present namespace, locked. The agent itself is not read as an entity: whoever waits here
     * would change it as it was before the wait.
     */
    Optional<String> lockNameOf(UUID agent) {
        return jdbc.sql("""
                        SELECT agent_name.name FROM agent JOIN agent_name USING (namespace, name)
                        WHERE agent.id = :agent AND agent.namespace = :namespace FOR UPDATE OF agent_name
                        """)
                .param("agent", agent)
                .param("namespace", Namespace.current())
                .query(String.class)
                .optional();
    }

    /** Lets the name go after the grace time, if no version of it is left. */
    void release(String name) {
        jdbc.sql("""
                        UPDATE agent_name AS known SET free_at = now() + make_interval(secs => :grace)
                        WHERE namespace = :namespace AND name = :name AND NOT EXISTS (
                            SELECT 1 FROM agent WHERE agent.namespace = known.namespace AND agent.name = known.name
                                AND agent.status <> 'DECOMMISSIONED')
                        """)
                .param("namespace", Namespace.current())
                .param("name", name)
                .param("grace", settings.nameGrace().toMillis() / 1000.0)
                .update();
    }

    /**
     * Whether an agent would, over any number of backups, become its own. Backups of one namespace are changed one
     * after the other, so that two changes never close a circle between them.
     */
    boolean wouldCloseACircle(UUID agent, UUID backup) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('backup'), hashtext(:namespace))")
                .param("namespace", Namespace.current())
                .query()
                .singleRow();
        return agent.equals(backup) || reaches(backup, agent).isPresent();
    }

    private Optional<UUID> reaches(UUID from, UUID to) {
        return jdbc.sql("""
                        WITH RECURSIVE chain (id) AS (
                            SELECT backup_agent_id FROM agent WHERE id = :from
                            UNION SELECT agent.backup_agent_id FROM agent JOIN chain ON agent.id = chain.id)
                        SELECT id FROM chain WHERE id = :to
                        """)
                .param("from", from)
                .param("to", to)
                .query(UUID.class)
                .optional();
    }
}
