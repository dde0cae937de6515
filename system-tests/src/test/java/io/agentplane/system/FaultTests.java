package io.agentplane.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.local.LocalCluster;
import io.agentplane.platform.test.Loops;
import io.agentplane.system.Api.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What breaks heals by itself: nothing that was answered with success is lost, nothing is done twice. */
@Tag("fault")
@ExtendWith(RunningCluster.class)
class FaultTests {

    private static final Duration HEALED = Duration.ofSeconds(120);

    /** Agents that are refused try again a little later, or a service that starts again has no processor left for it. */
    private static final Duration BACK_OFF = Duration.ofMillis(250);

    private LocalCluster cluster;
    private Api admin;

    @BeforeEach
    void asAdministrator(LocalCluster running) {
        cluster = running;
        admin = Api.administrator(running);
    }

    @Test
    void withoutPostgresEveryServiceSaysSoAndComesBackByItself() throws Exception {
        cluster.stopPart("postgres");
        try {
            await().atMost(HEALED).untilAsserted(() -> admin.get("/agents").expectProblem(503, "database-unavailable"));
            admin.post("/agents", agent("unlucky")).expectProblem(503, "database-unavailable");
            admin.get("/prompts/any").expectProblem(503, "database-unavailable");
            admin.get("/policies").expectProblem(503, "database-unavailable");
            admin.get("/tasks").expectProblem(503, "database-unavailable");
            admin.get("/me").expect(200);
        } finally {
            cluster.startPart("postgres");
            for (String path : List.of("/agents", "/policies", "/tasks", "/config/defaults")) {
                await().atMost(HEALED).until(() -> admin.get(path).status() == 200);
            }
        }

        assertThat(admin.get("/agents?status=ANY&q=unlucky").<List<String>>read("$.items[*].id"))
                .isEmpty();
    }

    @Test
    void withoutKafkaChangesStillCommitAndTheirEventsFollow() throws Exception {
        String name = "offline-" + UUID.randomUUID();
        String agent;
        Api manager = admin.newPrincipal("AGENT_MANAGER");
        cluster.kill("kafka");
        try {
            agent = activeAgent(name);
            manager.get("/agents").expect(200);
        } finally {
            cluster.startPart("kafka");
        }

        // The scheduler gives it work only after it has learned of the agent.
        String task = submit("kafka-was-away", name);
        await().atMost(HEALED).untilAsserted(() -> {
            Answer claimed = claim(agent, 1);
            assertThat(claimed.expect(200).<List<String>>read("$[*].task.id")).contains(task);
        });
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void killedServicesLoseNothingThatTheyHadConfirmedAndDoNothingTwice() throws Exception {
        String name = "survivor-" + UUID.randomUUID();
        String agent = activeAgent(name);
        Set<String> confirmed = ConcurrentHashMap.newKeySet();
        Map<String, Integer> completions = new ConcurrentHashMap<>();
        try (var working = new Loops();
                var submitting = new Loops()) {
            working.repeat(() -> work(agent, completions));
            var number = new AtomicInteger();
            submitting.repeat(() -> {
                // Only so much ahead that there is always something to lose.
                await().atMost(HEALED).pollDelay(Duration.ZERO).until(() -> confirmed.size() < completions.size() + 50);
                submitOnce("survive", name, number.incrementAndGet(), confirmed);
            });
            awaitFurther(completions);

            cluster.kill("scheduler");
            cluster.startPart("scheduler");
            awaitFurther(completions);
            String position = positionBefore(agent);
            cluster.kill("registry");
            cluster.kill("gateway");
            cluster.startPart("registry");
            cluster.startPart("gateway");
            awaitFurther(completions);
            tellsAWatcherThatComesBackOf(agent, position);

            submitting.stop();
            Set<String> open = new HashSet<>(confirmed);
            await().atMost(HEALED).until(() -> {
                open.removeIf(this::isCompleted);
                return open.isEmpty();
            });
            working.stop();
        }

        assertThat(completions.values()).containsOnly(1);
        for (String task : confirmed) {
            Answer history = admin.get("/tasks/" + task + "/events?limit=500").expect(200);
            assertThat(history.<List<String>>read("$.items[?(@.type=='task-completed')].type"))
                    .hasSize(1);
        }
        assertThat(admin.get("/agents/" + agent).expect(200).<String>read("$.status"))
                .isEqualTo("ACTIVE");
    }

    /** Where a watcher was before the agent's last change, which it has not heard of. */
    private String positionBefore(String agent) {
        try (Watch watch = Watch.from(admin, "/agents/watch", "")) {
            await().atMost(HEALED).until(() -> !watch.position().isEmpty());
            String position = watch.position();
            admin.send(admin.request("/agents/" + agent)
                            .header("If-Match", admin.get("/agents/" + agent).header("ETag"))
                            .method("PATCH", BodyPublishers.ofString("{\"description\":\"changed\"}")))
                    .expect(200);
            return position;
        }
    }

    private void tellsAWatcherThatComesBackOf(String agent, String position) {
        try (Watch watch = Watch.whenHealed(admin, "/agents/watch", position, HEALED)) {
            await().atMost(HEALED)
                    .untilAsserted(() -> assertThat(watch.typesOf(agent)).contains("agent-changed"));
        }
    }

    private boolean isCompleted(String task) {
        Answer answer = admin.get("/tasks/" + task);
        return answer.status() == 200 && answer.read("$.status").equals("COMPLETED");
    }

    private static void awaitFurther(Map<String, Integer> completions) {
        int before = completions.size();
        await().atMost(HEALED).until(() -> completions.size() > before + 20);
    }

    /** One submission with one key, repeated until it is confirmed: the task exists once, whatever was lost on the way. */
    private void submitOnce(String type, String name, int number, Set<String> confirmed) {
        String key = name + "-" + number;
        await().atMost(HEALED).pollDelay(Duration.ZERO).pollInterval(BACK_OFF).until(() -> {
            Answer answer = admin.send(admin.request("/tasks")
                    .header("Idempotency-Key", key)
                    .POST(BodyPublishers.ofString(task(type, name))));
            if (answer.status() == 201) {
                confirmed.add(answer.read("$.id"));
            }
            return answer.status() == 201;
        });
    }

    /** What was answered counts. A lost answer says nothing: the task is completed, or given again when its lease runs out. */
    private void work(String agent, Map<String, Integer> completions) throws InterruptedException {
        Answer claimed = claim(agent, 10);
        if (claimed.status() != 200) {
            Thread.sleep(BACK_OFF);
            return;
        }
        List<Map<String, Object>> leases = claimed.read("$[*]");
        for (Map<String, Object> lease : leases) {
            String id = JsonPath.read(lease, "$.task.id");
            Answer done = admin.post("/tasks/" + id + "/complete", """
                    {"leaseToken":"%s","result":{"done":true}}
                    """.formatted(lease.get("leaseToken")));
            if (done.status() == 200) {
                completions.merge(id, 1, Integer::sum);
            } else {
                Thread.sleep(BACK_OFF);
            }
        }
    }

    private Answer claim(String agent, int max) {
        return admin.post("/agents/" + agent + "/tasks/claim", """
                {"max":%d,"wait":"PT1S","lease":"PT5S"}
                """.formatted(max));
    }

    private String activeAgent(String name) {
        String agent = admin.post("/agents", agent(name)).expect(201).read("$.id");
        admin.post("/agents/" + agent + "/activate", "").expect(200);
        return agent;
    }

    private String submit(String type, String name) {
        return admin.post("/tasks", task(type, name)).expect(201).read("$.id");
    }

    /** Only the agent with this capability can do it. */
    private static String task(String type, String name) {
        return """
                {"type":"%s","payload":{},"capabilities":["only-%s"]}
                """.formatted(type, name);
    }

    private static String agent(String name) {
        return """
                {"name":"%s","version":"1","owner":"system-tests","capabilities":["only-%s"],"maxConcurrency":20}
                """.formatted(name, name);
    }
}
