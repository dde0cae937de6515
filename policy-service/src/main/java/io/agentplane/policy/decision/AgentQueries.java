package io.agentplane.policy.decision;

import io.agentplane.platform.json.StoredJson;
import io.agentplane.policy.evaluation.AgentState;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The SQL of the agents as this service knows them. */
@Repository
class AgentQueries {

    private static final TypeReference<Map<String, Object>> ATTRIBUTES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final StoredJson json;

    AgentQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Keeps the newest state, in whatever order states come. */
    void store(AgentState agent, String namespace, long revision) {
        jdbc.sql("""
                INSERT INTO agent AS known (id, namespace, attributes, decommissioned, revision)
                VALUES (:id, :namespace, CAST(:attributes AS jsonb), :decommissioned, :revision)
                ON CONFLICT (id) DO UPDATE
                SET namespace = excluded.namespace, attributes = excluded.attributes,
                    decommissioned = excluded.decommissioned, revision = excluded.revision
                WHERE known.revision < excluded.revision
                """)
                .param("id", agent.id())
                .param("namespace", namespace)
                .param("attributes", json.write(agent.attributes()))
                .param("decommissioned", agent.isDecommissioned())
                .param("revision", revision)
                .update();
    }

    /** The attributes of those that are known in the namespace, by id. */
    Map<String, Map<String, Object>> attributes(String namespace, Collection<String> ids) {
        Map<String, Map<String, Object>> attributes = new HashMap<>();
        jdbc.sql("SELECT id, attributes FROM agent WHERE namespace = :namespace AND id IN (:ids)")
                .param("namespace", namespace)
                .param("ids", ids)
                .query(row -> {
                    attributes.put(row.getString("id"), json.read(row.getString("attributes"), ATTRIBUTES));
                });
        return attributes;
    }
}
