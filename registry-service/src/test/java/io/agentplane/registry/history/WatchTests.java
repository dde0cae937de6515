package io.agentplane.registry.history;

import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.retention.RetentionRuns;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.Together;
import io.agentplane.registry.Agents;
import io.agentplane.registry.ReplicaStage;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What watchers are told: everything, once, in order, whatever happens to their connection or the replica. */
class WatchTests extends ReplicaStage {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final TestCaller caller =
            TestCaller.in("watched-" + UUID.randomUUID()).as("watcher-" + UUID.randomUUID());
    private Agents agents;

    @BeforeEach
    void workInANamespaceOfItsOwn() {
        agents = new Agents(one.api(caller));
    }

    @Test
    void hearOfEachChangeAsItHappensAndOfNoOtherNamespace() throws Exception {
        try (var watcher = new Watcher(one, null)) {
            watcher.awaitPosition();
            String id = agents.activate(agents.register("seen"));
            new Agents(one.api(TestCaller.in("elsewhere"))).register("unseen");
            agents.deactivate(id);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watcher.types())
                            .containsExactly("agent-registered", "agent-activated", "agent-deactivated"));
            assertThat(watcher.names()).containsOnly("seen");
        }
    }

    @Test
    void endWithTheirReplicaAndMissNothingBehindItsRestartOrOnAnother() throws Exception {
        String position;
        try (var watcher = new Watcher(other, null)) {
            watcher.awaitPosition();
            agents.register("before");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watcher.names()).containsExactly("before"));
            position = watcher.position();

            restartTheOther();

            assertThat(watcher.end).as("an orderly end of the stream").succeedsWithin(PATIENCE);
        }
        agents.register("between");
        try (var here = new Watcher(other, position);
                var there = new Watcher(one, position)) {
            new Agents(other.api(caller)).register("after-1");
            agents.register("after-2");
            for (Watcher watcher : List.of(here, there)) {
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(watcher.names()).containsExactly("between", "after-1", "after-2"));
            }
        }
    }

    @Test
    void missNothingThatCommitsLateThoughItBeganEarly() throws Exception {
        try (var watcher = new Watcher(one, null);
                Connection slow = REPLICAS.database().connect()) {
            watcher.awaitPosition();
            String early = agents.register("early");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watcher.names()).containsExactly("early"));
            slow.setAutoCommit(false);
            try (var statement = slow.createStatement()) {
                statement.execute("""
                        INSERT INTO agent_event (namespace, agent_id, type, at, actor, state)
                        SELECT namespace, agent_id, 'agent-late', at, actor, state FROM agent_event
                        WHERE agent_id = '%s'
                        """.formatted(early));
            }
            agents.register("overtaking");
            assertThat(watcher.names()).containsExactly("early");
            slow.commit();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watcher.names()).containsExactly("early", "early", "overtaking"));
        }
    }

    @Test
    void hearOfEverythingExactlyOnceUnderManyWritersAtOnce() throws Exception {
        try (var watcher = new Watcher(one, null)) {
            watcher.awaitPosition();
            List<TestApi> apis = List.of(one.api(caller), other.api(caller));
            Together.run(8, thread -> {
                for (int number = thread; number < 200; number += 8) {
                    new Agents(apis.get(thread % 2)).register("agent-" + number);
                }
                return thread;
            });

            await().atMost(Duration.ofSeconds(60)).until(() -> watcher.names().size() >= 200);
            assertThat(watcher.names()).doesNotHaveDuplicates().hasSize(200);
        }
    }

    @Test
    void areRefusedAPositionThatIsNone() {
        for (String foreign : List.of("yesterday", "99999999999999-1", "-1-1", "1")) {
            expectProblem(
                    one.api(caller)
                            .request(HttpMethod.GET, "/agents/watch")
                            .header("Accept", "text/event-stream")
                            .header("Last-Event-ID", foreign)
                            .exchange(),
                    400,
                    "invalid-request");
        }
    }

    @Test
    void areRefusedAPositionBehindWhichSomethingIsNoLongerKept() throws Exception {
        String id;
        String before;
        String position;
        try (var watcher = new Watcher(one, null)) {
            watcher.awaitPosition();
            before = watcher.position();
            id = agents.register("old");
            agents.activate(id);
            await().atMost(PATIENCE).until(() -> watcher.names().size() == 2);
            position = watcher.position();
        }
        JdbcClient jdbc = REPLICAS.database().jdbc();
        jdbc.sql("UPDATE agent_event SET at = now() - interval '91 days' WHERE agent_id = CAST(:id AS uuid)")
                .param("id", id)
                .update();
        assertThat(other.bean(RetentionRuns.class).removeNow("agent_event")).isEqualTo(2);

        for (Replica replica : List.of(one, other)) {
            var answer = replica.api(caller)
                    .request(HttpMethod.GET, "/agents/watch")
                    .header("Accept", "text/event-stream")
                    .header("Last-Event-ID", before)
                    .exchange();
            answer.expectStatus().isEqualTo(400);
            answer.expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("invalid-request")
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("Last-Event-ID")
                    .jsonPath("$.errors[0].message")
                    .isEqualTo("is older than what is kept; read the present state and watch from now on");
        }
        try (var watcher = new Watcher(other, position)) {
            watcher.awaitPosition();
            agents.deactivate(id);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watcher.types()).containsExactly("agent-deactivated"));
        }
        Map<?, ?> history = TestApi.body(one.api(caller).get("/agents/" + id + "/events"), Map.class);
        assertThat(JsonPath.<List<String>>read(history, "$.items[*].type")).containsExactly("agent-deactivated");
    }

    @Test
    void areBoundedForEachCallerTogetherWithItsExports() throws Exception {
        try (var first = new Watcher(one, null);
                var second = new Watcher(one, null);
                var third = new Watcher(one, null)) {
            for (Watcher watcher : List.of(first, second, third)) {
                watcher.awaitPosition();
            }
            for (String stream : List.of("/agents/watch", "/agents/export")) {
                HttpResponse<InputStream> refused = open(one, caller, stream);
                assertThat(refused.statusCode()).as(stream).isEqualTo(429);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            }
            assertThat(open(one, caller.as("someone-else"), "/agents/watch").statusCode())
                    .isEqualTo(200);
            assertThat(open(other, caller, "/agents/watch").statusCode()).isEqualTo(200);
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            // Who writes to a watcher finds that it has gone.
            agents.register("heard-by-nobody-" + UUID.randomUUID());
            assertThat(open(one, caller, "/agents/export").statusCode()).isEqualTo(200);
        });
    }

    /** Only how it is answered; the stream itself is ended at once. */
    private static HttpResponse<InputStream> open(Replica at, TestCaller by, String stream) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.port() + "/api/v1" + stream))
                            .header("Authorization", by.bearer())
                            .build(),
                    BodyHandlers.ofInputStream());
            answer.body().close();
            http.shutdownNow();
            return answer;
        }
    }

    @Test
    void findTheHistoryOfAnAgentBehindItsEnd() {
        String id = agents.activate(agents.register("remembered"));
        agents.deactivate(id);
        agents.decommission(id);

        Map<?, ?> first = TestApi.body(one.api(caller).get("/agents/" + id + "/events?limit=3"), Map.class);
        Map<?, ?> rest = TestApi.body(
                one.api(caller).get("/agents/" + id + "/events?limit=3&cursor=" + first.get("nextCursor")), Map.class);

        assertThat(JsonPath.<List<String>>read(first, "$.items[*].type"))
                .containsExactly("agent-registered", "agent-activated", "agent-deactivated");
        assertThat(JsonPath.<List<String>>read(rest, "$.items[*].type")).containsExactly("agent-decommissioned");
        assertThat(JsonPath.<List<String>>read(rest, "$.items[*].actor")).doesNotContain("agentplane");
        assertThat(JsonPath.<List<String>>read(first, "$.items[*].agent.statusReason"))
                .containsExactly("done");
    }

    @Test
    void readWhatAnotherReleaseHasWritten() throws Exception {
        String id;
        try (var watcher = new Watcher(one, null);
                Connection connection = REPLICAS.database().connect();
                var statement = connection.createStatement()) {
            watcher.awaitPosition();
            id = agents.register("translated");
            statement.execute("""
                    INSERT INTO agent_event (namespace, agent_id, type, at, actor, state)
                    SELECT namespace, agent_id, 'agent-foreseen', at, actor, state - 'maxConcurrency' || '{"mood":"good"}'
                    FROM agent_event WHERE agent_id = '%s'
                    """.formatted(id));
            agents.register("next");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(watcher.types())
                            .containsExactly("agent-registered", "agent-foreseen", "agent-registered"));
        }
        Map<?, ?> history = TestApi.body(one.api(caller).get("/agents/" + id + "/events"), Map.class);
        assertThat(JsonPath.<List<String>>read(history, "$.items[*].type"))
                .containsExactly("agent-registered", "agent-foreseen");
    }

    /** A client that reads the stream line by line. */
    private final class Watcher implements AutoCloseable {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final HttpClient http = HttpClient.newHttpClient();
        private final CompletableFuture<Void> end;

        Watcher(Replica replica, @Nullable String position) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + replica.port() + "/api/v1/agents/watch"))
                    .header("Authorization", caller.bearer());
            if (position != null) {
                request.header("Last-Event-ID", position);
            }
            end = http.sendAsync(request.build(), BodyHandlers.ofLines())
                    .thenAcceptAsync(answer -> answer.body().forEach(lines::add), Thread::startVirtualThread);
        }

        void awaitPosition() {
            await().atMost(PATIENCE).until(() -> lines.stream().anyMatch(line -> line.startsWith("id: ")));
        }

        String position() {
            return lines.stream()
                    .filter(line -> line.startsWith("id: "))
                    .reduce((earlier, later) -> later)
                    .orElseThrow()
                    .substring(4);
        }

        List<String> types() {
            return read("$.type");
        }

        List<String> names() {
            return read("$.agent.name");
        }

        private List<String> read(String path) {
            return lines.stream()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> JsonPath.<String>read(line.substring(6), path))
                    .toList();
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }
}
