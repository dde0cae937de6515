package io.agentplane.registry.discovery;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.registry.discovery.RankingStrategy.Candidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The SQL of looking for agents: arrays, JSON and words over GIN indexes. */
@Repository
class DiscoveryQueries {

    private final JdbcClient jdbc;
    private final StoredJson json;

    DiscoveryQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The ids of agents of the present namespace, oldest first; one more than the limit when there are more. */
    List<UUID> search(AgentSearch search) {
        return statement("SELECT id FROM agent WHERE ", search, " ORDER BY id LIMIT :limit")
                .param("limit", search.limit() + 1)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /** How many there are in each status, whatever the page. */
    Map<String, Long> count(AgentSearch search) {
        return statement("SELECT status, count(*) AS agents FROM agent WHERE ", search, " GROUP BY status")
                .query((row, number) -> Map.entry(row.getString("status"), row.getLong("agents")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** All versions that a name has, but the ones whose life has ended. */
    List<String> versions(String name) {
        return jdbc.sql("""
                        SELECT version FROM agent
                        WHERE namespace = :namespace AND name = :name AND status <> 'DECOMMISSIONED'
                        """)
                .param("namespace", Namespace.current())
                .param("name", name)
                .query((row, number) -> row.getString("version"))
                .list();
    }

    /** Active agents that get new work and have any of the capabilities, as if they were idle. */
    List<Candidate> candidates(Set<String> capabilities) {
        return jdbc.sql("""
                        SELECT id, capabilities, timeout_millis FROM agent
                        WHERE namespace = :namespace AND status = 'ACTIVE' AND drain_until IS NULL
                            AND (:any OR capabilities && CAST(:capabilities AS text[]))
                        """)
                .param("namespace", Namespace.current())
                .param("any", capabilities.isEmpty())
                .param("capabilities", capabilities.toArray(String[]::new))
                .query((row, number) -> new Candidate(
                        row.getObject("id", UUID.class),
                        Set.of((String[]) row.getArray("capabilities").getArray()),
                        Duration.ofMillis(row.getLong("timeout_millis")),
                        0))
                .list();
    }

    /** Sets the words that an agent is found by. */
    void index(UUID agent, Collection<String> words) {
        jdbc.sql("UPDATE agent SET words = array_to_tsvector(CAST(:words AS text[])) WHERE id = :agent")
                .param("agent", agent)
                .param("words", words.toArray(String[]::new))
                .update();
    }

    /** Agents of any namespace that nobody finds by words yet, locked; those that somebody is busy with are passed over. */
    List<Described> withoutWords(int limit) {
        return jdbc.sql("""
                        SELECT id, name, description FROM agent WHERE words IS NULL
                        ORDER BY id LIMIT :limit FOR NO KEY UPDATE SKIP LOCKED
                        """)
                .param("limit", limit)
                .query((row, number) -> new Described(
                        row.getObject("id", UUID.class), row.getString("name"), row.getString("description")))
                .list();
    }

    record Described(UUID id, String name, String description) {}

    private StatementSpec statement(String head, AgentSearch search, String tail) {
        return new Conditions(search, json).apply(jdbc, head, tail);
    }

    /** The conditions of a search as SQL, each only when it is asked for. */
    private static final class Conditions {

        private final List<String> conditions = new ArrayList<>(List.of("namespace = :namespace"));
        private final Map<String, Object> parameters = new HashMap<>();

        Conditions(AgentSearch search, StoredJson json) {
            parameters.put("namespace", Namespace.current());
            and("status = ANY(:statuses)", "statuses", names(search));
            if (!search.capabilities().isEmpty()) {
                and("capabilities @> CAST(:capabilities AS text[])", "capabilities", array(search.capabilities()));
            }
            if (!search.tags().isEmpty()) {
                and("tags @> CAST(:tags AS jsonb)", "tags", json.write(search.tags()));
            }
            if (search.name() != null) {
                and("name = :name", "name", search.name());
            }
            if (search.versions() != null) {
                and("version = ANY(:versions)", "versions", array(search.versions()));
            }
            if (search.role() != null) {
                and("role = :role", "role", search.role().name());
            }
            if (search.owner() != null) {
                and("owner = :owner", "owner", search.owner());
            }
            if (!search.words().isEmpty()) {
                and("words @@ CAST(:words AS tsquery)", "words", prefixes(search.words()));
            }
            if (search.after() != null) {
                and("id > :after", "after", search.after());
            }
        }

        private void and(String condition, String parameter, Object value) {
            conditions.add(condition);
            parameters.put(parameter, value);
        }

        private static String[] names(AgentSearch search) {
            return search.statuses().stream().map(Enum::name).toArray(String[]::new);
        }

        private static String[] array(List<String> names) {
            return names.toArray(String[]::new);
        }

        private static String prefixes(Collection<String> words) {
            return words.stream().map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
        }

        StatementSpec apply(JdbcClient jdbc, String head, String tail) {
            return jdbc.sql(head + String.join(" AND ", conditions) + tail).params(parameters);
        }
    }
}
