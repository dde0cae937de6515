package io.agentplane.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.RealInfrastructure;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestKafka;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.registry.ClusterApi.Leader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;

/** However many replicas elect, renew, and let leases run out at once: one leader at a time, and each term once. */
class LeadershipReplicaTests {

    private static final TestCaller CALLER = TestCaller.in("fleet");
    private static final int THREADS = 16;
    private static final int ROUNDS = 40;

    private final AgentApprovers approvers = new AgentApprovers();
    private final Database database = TestPostgres.createDatabase();
    private final List<ConfigurableApplicationContext> replicas = new ArrayList<>();

    @BeforeEach
    void startTwoOneAfterTheOther() {
        replicas.add(start());
        replicas.add(start());
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(RegistryService.class)
                .initializers(new RealInfrastructure(database, TestKafka.bootstrapServers()))
                .properties(
                        "spring.kafka.listener.auto-startup=false",
                        "agentplane.registry.cluster.election-interval=20ms",
                        "agentplane.registry.config-url=" + approvers.url(),
                        "agentplane.registry.policy-url=" + approvers.url())
                .run();
    }

    @AfterEach
    void stop() {
        replicas.forEach(ConfigurableApplicationContext::close);
        approvers.close();
    }

    @Test
    void makesOneLeaderOfElectionsAtOnce() throws Exception {
        List<String> agents = agents(5);
        String id = api(0).form(List.of());
        for (String agent : agents) {
            ClusterApi.ok(
                    api(0).call(HttpMethod.POST, "/clusters/" + id + "/members", "{\"agentId\":\"" + agent + "\"}"),
                    200);
        }
        execute("UPDATE agent_cluster SET leader_id = NULL, lease_until = NULL, due_at = NULL");

        List<Leader> elected = race(thread -> api(thread).elect(id, false));

        assertThat(elected)
                .hasSize(THREADS)
                .containsOnly(new Leader(elected.getFirst().agentId(), 2));
    }

    @Test
    void neverLetsTwoLeadAtTheSameTime() throws Exception {
        List<String> agents = agents(4);
        String id = api(0).form(agents, "PT1S");
        ConcurrentMap<Integer, String> leaders = new ConcurrentHashMap<>();
        AtomicInteger renewed = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();

        race(thread -> {
            Leader known = api(thread).elect(id, false);
            for (int round = 0; round < ROUNDS; round++) {
                switch (RandomGenerator.getDefault().nextInt(10)) {
                    case 0 -> known = api(thread).elect(id, true);
                    case 1 ->
                        execute("UPDATE agent_cluster SET lease_until = clock_timestamp(), due_at = now()"
                                + " WHERE lease_until > clock_timestamp()");
                    default -> known = renewOrLookAgain(api(thread), id, known, renewed, refused);
                }
                String other = leaders.putIfAbsent(known.term(), known.agentId());
                assertThat(other == null || other.equals(known.agentId())).isTrue();
            }
            return known;
        });

        assertThat(renewed).hasPositiveValue();
        assertThat(refused).hasPositiveValue();
        assertThat(leaders).hasSizeGreaterThan(ROUNDS);
        assertThat(count("SELECT count(*) FROM cluster_lease")).isEqualTo(count("SELECT max(term) FROM cluster_lease"));
        assertThat(count("SELECT count(*) FROM cluster_lease AS one JOIN cluster_lease AS other"
                        + " ON one.term < other.term AND other.from_at < one.until_at"))
                .isZero();
        assertThat(count("SELECT count(*) FROM cluster_lease WHERE until_at < from_at"))
                .isZero();
    }

    private static Leader renewOrLookAgain(
            ClusterApi api, String id, Leader known, AtomicInteger renewed, AtomicInteger refused) {
        int status = api.renew(id, known).returnResult(String.class).getStatus().value();
        assertThat(status).isIn(200, 409);
        (status == 200 ? renewed : refused).incrementAndGet();
        return status == 200 ? known : api.elect(id, false);
    }

    @Test
    void letsNoAgentIntoAClusterWhileItGoesOutOfWork() throws Exception {
        List<String> agents = agents(THREADS);
        String id = api(0).form(List.of());

        race(thread -> {
            String agent = agents.get(thread / 2);
            return thread % 2 == 0
                    ? api(0).call(HttpMethod.POST, "/clusters/" + id + "/members", "{\"agentId\":\"" + agent + "\"}")
                            .returnResult(String.class)
                            .getStatus()
                    : api(1).call(HttpMethod.POST, "/agents/" + agent + "/deactivate", "{\"reason\":\"race\"}")
                            .returnResult(String.class)
                            .getStatus();
        });

        assertThat(count("SELECT count(*) FROM agent WHERE status = 'INACTIVE'"))
                .isEqualTo(THREADS / 2);
        assertThat(count("SELECT count(*) FROM cluster_member")).isZero();
        assertThat(count("SELECT count(*) FROM agent_cluster WHERE leader_id IS NOT NULL"))
                .isZero();
    }

    private List<String> agents(int number) {
        return Stream.generate(() -> api(0).agent()).limit(number).toList();
    }

    private ClusterApi api(int thread) {
        String port = replicas.get(thread % 2).getEnvironment().getRequiredProperty("local.server.port");
        return new ClusterApi(
                RestTestClient.bindToServer()
                        .baseUrl("http://127.0.0.1:" + port + "/api/v1")
                        .build(),
                CALLER);
    }

    /** What each of many threads comes to; a failure of one is the test's. */
    private static <T> List<T> race(ThreadWork<T> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = IntStream.range(0, THREADS)
                    .<Callable<T>>mapToObj(thread -> () -> work.in(thread))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> done : threads.invokeAll(calls)) {
                results.add(done.get());
            }
            return results;
        }
    }

    private interface ThreadWork<T> {
        T in(int thread) throws Exception;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
