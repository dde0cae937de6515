package io.agentplane.registry.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.registry.agent.AgentRole;
import io.agentplane.registry.agent.AgentStatus;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/** How PostgreSQL goes about the directory's own statements among 100,000 agents. */
class DiscoveryPlanTests {

    private static final String NAMESPACE = "fleet";
    private static final Set<AgentStatus> ACTIVE = Set.of(AgentStatus.ACTIVE);

    private static final AgentSearch CAPABLE =
            search(List.of("skill-1", "domain-2"), Map.of("region", "3"), ACTIVE, null, null, Set.of());
    private static final AgentSearch DESCRIBED =
            search(List.of(), Map.of(), ACTIVE, null, null, Set.of("knows", "place017"));
    private static final AgentSearch OWNED = search(List.of(), Map.of(), ACTIVE, null, "team-17", Set.of());
    private static final AgentSearch COORDINATORS =
            search(List.of(), Map.of(), ACTIVE, AgentRole.COORDINATOR, null, Set.of());
    private static final AgentSearch INACTIVE =
            search(List.of(), Map.of(), Set.of(AgentStatus.INACTIVE), null, null, Set.of());

    private static TestPostgres.Database database;
    private static Connection connection;
    private static ExplainingTemplate template;
    private static DiscoveryQueries queries;

    @BeforeAll
    static void registerAFleet() throws Exception {
        database = TestPostgres.createDatabase();
        connection = database.connect();
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO agent (id, namespace, name, version, description, owner, role, capabilities, tools,
                        protocols, max_concurrency, timeout_millis, tags, status, registered_at, status_since, revision, words)
                    SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'fleet', 'agent-' || n, '1.0.0',
                        'knows place' || lpad((n % 1000)::text, 3, '0'), 'team-' || n % 1000,
                        CASE WHEN n % 1000 = 0 THEN 'COORDINATOR' ELSE 'WORKER' END,
                        ARRAY['reason', 'skill-' || n % 10, 'domain-' || n / 10 % 10], '{}', '{rest}', 10, 30000,
                        jsonb_build_object('region', (n / 100 % 10)::text),
                        CASE WHEN n % 500 = 7 THEN 'INACTIVE' ELSE 'ACTIVE' END, now(), now(), 1,
                        array_to_tsvector(ARRAY['agent', n::text, 'knows', 'place' || lpad((n % 1000)::text, 3, '0')])
                    FROM generate_series(1, 100000) AS n
                    """);
        }
        database.asOwner().sql("VACUUM ANALYZE agent").update();
        template = new ExplainingTemplate(connection);
        queries = new DiscoveryQueries(JdbcClient.create(template), StoredJson.of(JsonMapper.shared()));
    }

    @AfterAll
    static void close() throws Exception {
        connection.close();
    }

    @Test
    void findsByCapabilitiesAndTagOverAnIndex() {
        assertThat(planOf(CAPABLE)).contains("agent_by_capability").doesNotContain("Seq Scan");
    }

    @Test
    void findsByWordsOverAnIndex() {
        assertThat(planOf(DESCRIBED)).contains("agent_by_words").doesNotContain("Seq Scan");
    }

    @Test
    void findsByOwnerOverAnIndex() {
        assertThat(planOf(OWNED)).contains("agent_by_owner").doesNotContain("Seq Scan");
    }

    @Test
    void findsARareRoleOverAnIndex() {
        assertThat(planOf(COORDINATORS)).contains("agent_by_role").doesNotContain("Seq Scan");
    }

    @Test
    void findsARareStatusOverAnIndex() {
        assertThat(planOf(INACTIVE)).contains("agent_by_status").doesNotContain("Seq Scan");
    }

    /** A plan for any values would walk along the primary key and look at every agent. */
    @Test
    void plansForTheValuesAtHandHoweverOftenItIsAsked() throws Exception {
        try (var other = database.connect()) {
            var repeated = JdbcClient.create(new SingleConnectionDataSource(other, true));
            var directory = new DiscoveryQueries(repeated, StoredJson.of(JsonMapper.shared()));
            for (int time = 0; time < 20; time++) {
                for (AgentSearch search : List.of(DESCRIBED, COORDINATORS, INACTIVE)) {
                    Namespace.run(
                            NAMESPACE,
                            () -> assertThat(directory.search(search)).isNotEmpty());
                }
            }
            assertThat(repeated.sql("""
                            SELECT count(*) FILTER (WHERE custom_plans > 5) || ' of ' || count(*) FROM pg_prepared_statements
                            WHERE statement LIKE 'SELECT id FROM agent%' AND generic_plans = 0
                            """).query(String.class).single()).isEqualTo("3 of 3");
        }
    }

    private static AgentSearch search(
            List<String> capabilities,
            Map<String, String> tags,
            Set<AgentStatus> statuses,
            @Nullable AgentRole role,
            @Nullable String owner,
            Set<String> words) {
        return new AgentSearch(capabilities, tags, statuses, null, null, role, owner, words, null, 50);
    }

    private static String planOf(AgentSearch search) {
        Namespace.run(NAMESPACE, () -> queries.search(search));
        return template.plan;
    }

    /** Asks for the plan of a query where its rows were asked for. */
    private static final class ExplainingTemplate extends NamedParameterJdbcTemplate {

        private String plan = "";

        ExplainingTemplate(Connection connection) {
            super(new SingleConnectionDataSource(connection, true));
        }

        @Override
        public <T> List<T> query(String sql, SqlParameterSource parameters, RowMapper<T> mapper) {
            plan = String.join("\n", super.query("EXPLAIN " + sql, parameters, (row, number) -> row.getString(1)));
            return List.of();
        }
    }
}
