package io.agentplane.registry;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Agents at work for tests that need many: stored by one statement, where registering and activating takes two calls each. */
public record ActiveAgents(JdbcClient jdbc, String namespace) {

    public List<String> store(int number) {
        return store(Stream.generate(UUID::randomUUID).limit(number).toList());
    }

    /** The ids decide the shards. */
    public List<String> store(List<UUID> ids) {
        jdbc.sql("""
                INSERT INTO agent (id, namespace, name, version, description, owner, role, capabilities, tools,
                    protocols, max_concurrency, timeout_millis, tags, status, registered_at, status_since, revision)
                SELECT id, :namespace, 'agent-' || id, '1.0.0', '', 'blue-team', 'WORKER', '{}', '{}', '{rest}', 1, 30000,
                    '{}', 'ACTIVE', now(), now(), 1
                FROM unnest(:ids) AS id
                """)
                .param("namespace", namespace)
                .param("ids", ids.toArray(UUID[]::new))
                .update();
        return ids.stream().map(UUID::toString).toList();
    }
}
