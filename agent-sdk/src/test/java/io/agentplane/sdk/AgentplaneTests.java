package io.agentplane.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentplane.sdk.AgentplaneProblemException.FieldError;
import io.agentplane.sdk.ScriptedGateway.Answer;
import io.agentplane.sdk.ScriptedGateway.Received;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AgentplaneTests {

    private static final UUID AGENT = UUID.fromString("0197c1de-0000-7000-8000-000000000001");
    private static final UUID TASK = UUID.fromString("0197c1de-0000-7000-8000-000000000002");

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final Agentplane agentplane = Agentplane.connect(
            gateway.uri(),
            "ap_secret",
            new ConnectionSettings(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    3,
                    new Backoff(Duration.ofMillis(1), Duration.ofMillis(5))));

    @AfterEach
    void close() {
        agentplane.close();
        gateway.close();
    }

    @Test
    void registersWithWhatIsKnownAndNothingElse() {
        gateway.on("POST /agents", request -> new Answer(201, agent("REGISTERED")));

        Agent agent = agentplane.register(AgentRegistration.of("reviewer", "1.0.0")
                .description("Reads code")
                .owner("quality")
                .role("SPECIALIST")
                .specialization("review")
                .capabilities("review", "code")
                .tools("git")
                .model("small")
                .endpoint(URI.create("http://127.0.0.1:9000"))
                .protocols("REST")
                .maxConcurrency(2)
                .timeout(Duration.ofSeconds(30))
                .tags(Map.of("team", "quality"))
                .build());

        assertThat(agent.id()).isEqualTo(AGENT);
        assertThat(agent.status()).isEqualTo(AgentStatus.REGISTERED);
        Received request = gateway.received("POST /agents").getFirst();
        assertThat(request.header("Authorization")).isEqualTo("Bearer ap_secret");
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(request.body().toString()).isEqualTo("""
                {"name":"reviewer","version":"1.0.0","description":"Reads code","owner":"quality","role":"SPECIALIST",\
                "specialization":"review","capabilities":["review","code"],"tools":["git"],"model":"small",\
                "endpoint":"http://127.0.0.1:9000","protocols":["REST"],"maxConcurrency":2,"timeout":"PT30S",\
                "tags":{"team":"quality"}}""");
    }

    @Test
    void activatesAndDeactivates() {
        gateway.on("POST /agents/{id}/activate", request -> Answer.ok(agent("ACTIVE")));
        gateway.on("POST /agents/{id}/deactivate", request -> Answer.ok(agent("INACTIVE")));

        assertThat(agentplane.activate(AGENT).status()).isEqualTo(AgentStatus.ACTIVE);
        assertThat(agentplane.deactivate(AGENT, "done").status()).isEqualTo(AgentStatus.INACTIVE);
        assertThat(gateway.received("POST /agents/{id}/deactivate")
                        .getFirst()
                        .body()
                        .toString())
                .isEqualTo("{\"reason\":\"done\"}");
    }

    @Test
    void understandsAStatusOfTheFuture() {
        gateway.on("POST /agents/{id}/activate", request -> Answer.ok(agent("HIBERNATING")));

        assertThat(agentplane.activate(AGENT).status()).isEqualTo(AgentStatus.UNKNOWN);
    }

    @Test
    void submitsAndReadsTasks() {
        gateway.on("POST /tasks", request -> new Answer(201, task("QUEUED")));
        gateway.on("GET /tasks/{id}", request -> Answer.ok(task("COMPLETED")));

        Task submitted = agentplane.submit(TaskSubmission.of("review")
                .payload(Map.of("file", "A.java"))
                .priority(0)
                .specialization("review")
                .capabilities("review")
                .deadline(Instant.parse("2026-01-01T00:00:00Z"))
                .maxRetries(3)
                .timeout(Duration.ofMinutes(1))
                .estimatedCost(new BigDecimal("0.25"))
                .build());

        assertThat(submitted.status().isFinal()).isFalse();
        assertThat(agentplane.task(submitted.id()).status().isFinal()).isTrue();
        assertThat(gateway.received("POST /tasks").getFirst().body().toString()).isEqualTo("""
                {"type":"review","payload":{"file":"A.java"},"priority":0,"specialization":"review","capabilities":["review"],\
                "deadline":"2026-01-01T00:00:00Z","maxRetries":3,"timeout":"PT1M","estimatedCost":0.25}""");
    }

    @Test
    void claimsExtendsAndReports() {
        gateway.on(
                "POST /agents/{id}/tasks/claim",
                request -> Answer.ok(List.of(Map.of(
                        "task", task("RUNNING"), "leaseToken", "token-1", "leaseUntil", "2026-01-01T00:00:05Z"))));
        gateway.on("POST /tasks/{id}/heartbeat", request -> Answer.ok(Map.of("leaseUntil", "2026-01-01T00:00:10Z")));
        gateway.on("POST /tasks/{id}/complete", request -> new Answer(204, null));
        gateway.on("POST /tasks/{id}/fail", request -> Answer.ok(task("WAITING")));

        ClaimedTask claimed = agentplane
                .claim(AGENT, 3, Duration.ofSeconds(1), Duration.ofSeconds(5))
                .getFirst();

        assertThat(claimed.task().id()).isEqualTo(TASK);
        assertThat(claimed).asString().doesNotContain("token-1");
        assertThat(agentplane.extendLease(claimed)).isEqualTo(Instant.parse("2026-01-01T00:00:10Z"));
        agentplane.complete(claimed, Map.of("ok", true));
        agentplane.complete(claimed, null);
        agentplane.fail(claimed, "no", true);
        assertThat(body("POST /agents/{id}/tasks/claim")).isEqualTo("{\"max\":3,\"wait\":\"PT1S\",\"lease\":\"PT5S\"}");
        assertThat(body("POST /tasks/{id}/heartbeat")).isEqualTo("{\"leaseToken\":\"token-1\"}");
        assertThat(body("POST /tasks/{id}/complete"))
                .isEqualTo("{\"leaseToken\":\"token-1\",\"result\":{\"ok\":true}}");
        assertThat(body("POST /tasks/{id}/fail"))
                .isEqualTo("{\"leaseToken\":\"token-1\",\"error\":\"no\",\"retryable\":true}");
    }

    @Test
    void tellsAProblemInFull() {
        gateway.on(
                "POST /tasks",
                request -> Answer.problem(
                        403,
                        "policy-denied",
                        Map.of(
                                "detail", "too dear",
                                "traceId", "abc",
                                "decisionId", "d-1",
                                "errors", List.of(Map.of("field", "estimatedCost", "message", "must be less")))));

        var problem = catchThrowableOfType(
                AgentplaneProblemException.class,
                () -> agentplane.submit(TaskSubmission.of("review").build()));

        assertThat(problem.status()).isEqualTo(403);
        assertThat(problem.code()).isEqualTo("policy-denied");
        assertThat(problem.detail()).contains("too dear");
        assertThat(problem.traceId()).contains("abc");
        assertThat(problem.errors()).containsExactly(new FieldError("estimatedCost", "must be less"));
        assertThat(problem.extensions()).isEqualTo(Map.of("decisionId", "d-1"));
        assertThat(problem.extension("decisionId")).contains("d-1");
        assertThat(problem.extension("policyId")).isEmpty();
        assertThat(problem.isTransient()).isFalse();
        assertThat(problem).hasMessage("403 policy-denied: too dear; estimatedCost must be less (trace abc)");
    }

    @Test
    void makesAProblemOfAnErrorPage() {
        gateway.on("GET /tasks/{id}", request -> new Answer(502, "<html>Bad Gateway</html>"));

        var problem = catchThrowableOfType(AgentplaneProblemException.class, () -> agentplane.task(TASK));

        assertThat(problem.code()).isEqualTo("http-502");
        assertThat(problem.isTransient()).isTrue();
        assertThat(problem).hasMessage("502 http-502");
    }

    @Test
    void creationIsRepeatedUnderOneIdempotencyKey() {
        Queue<Answer> answers = new ArrayDeque<>(List.of(
                Answer.problem(503, "unavailable"),
                Answer.problem(429, "rate-limited"),
                new Answer(201, task("QUEUED"))));
        gateway.on("POST /tasks", request -> answers.remove());

        agentplane.submit(TaskSubmission.of("review").build());
        answers.add(new Answer(201, task("QUEUED")));
        agentplane.submit(TaskSubmission.of("review").build());

        List<String> keys = gateway.received("POST /tasks").stream()
                .map(request -> request.header("Idempotency-key"))
                .toList();
        assertThat(keys).hasSize(4).doesNotContain("");
        assertThat(keys.subList(0, 3)).containsOnly(keys.getFirst());
        assertThat(keys.getLast()).isNotEqualTo(keys.getFirst());
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        gateway.on("GET /tasks/{id}", request -> Answer.problem(503, "unavailable"));

        assertThatExceptionOfType(AgentplaneProblemException.class).isThrownBy(() -> agentplane.task(TASK));
        assertThat(gateway.received("GET /tasks/{id}")).hasSize(3);
    }

    @Test
    void repeatsNeitherRefusalsNorActions() {
        gateway.on("GET /tasks/{id}", request -> Answer.problem(404, "task-not-found"));
        gateway.on("POST /agents/{id}/activate", request -> Answer.problem(503, "unavailable"));

        assertThatExceptionOfType(AgentplaneProblemException.class).isThrownBy(() -> agentplane.task(TASK));
        assertThatExceptionOfType(AgentplaneProblemException.class).isThrownBy(() -> agentplane.activate(AGENT));
        assertThat(gateway.received("GET /tasks/{id}")).hasSize(1);
        assertThat(gateway.received("POST /agents/{id}/activate")).hasSize(1);
    }

    @Test
    void saysThatTheGatewayIsAway() {
        gateway.goAway();

        assertThatExceptionOfType(GatewayUnavailableException.class)
                .isThrownBy(() -> agentplane.task(TASK))
                .withMessageContaining("GET /api/v1/tasks/" + TASK)
                .matches(AgentplaneException::isTransient);
    }

    @Test
    void waitsNoLongerThanTheTimeLimit() {
        CountDownLatch never = new CountDownLatch(1);
        gateway.on("POST /silent", request -> {
            never.await();
            return new Answer(204, null);
        });

        assertThatExceptionOfType(GatewayUnavailableException.class)
                .isThrownBy(() -> agentplane.gateway().post("/silent", null, JsonNode.class, Duration.ofMillis(50)))
                .withMessageStartingWith("no answer within PT0.05S");
    }

    @Test
    void anInterruptEndsACallAndStaysVisible() {
        gateway.on("GET /tasks/{id}", request -> Answer.ok(task("RUNNING")));
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(GatewayUnavailableException.class).isThrownBy(() -> agentplane.task(TASK));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refusesAnswersItCanNotRead() {
        gateway.on("GET /tasks/{id}", request -> Answer.ok("not json"));
        gateway.on("POST /agents/{id}/activate", request -> new Answer(204, null));

        assertThatExceptionOfType(AgentplaneException.class)
                .isThrownBy(() -> agentplane.task(TASK))
                .withMessageStartingWith("unreadable answer");
        assertThatExceptionOfType(AgentplaneException.class)
                .isThrownBy(() -> agentplane.activate(AGENT))
                .withMessageStartingWith("empty answer");
    }

    @Test
    void theRestOfTheApiIsOpenToo() {
        gateway.on("PUT /agents/{id}/config", request -> Answer.ok(Map.of("revision", 1)));
        gateway.on("PUT /role-bindings", request -> new Answer(204, null));

        JsonNode config = agentplane.gateway().put("/agents/" + AGENT + "/config", 0, Map.of(), JsonNode.class);
        agentplane.gateway().put("/role-bindings", Map.of(), JsonNode.class);

        assertThat(config.path("revision").asInt()).isEqualTo(1);
        assertThat(gateway.received("PUT /agents/{id}/config").getFirst().header("If-match"))
                .isEqualTo("\"0\"");
        assertThat(gateway.received("PUT /role-bindings").getFirst().headers()).doesNotContainKey("If-match");
    }

    private String body(String route) {
        return gateway.received(route).getFirst().body().toString();
    }

    private static Map<String, Object> agent(String status) {
        return Map.of(
                "id",
                AGENT,
                "name",
                "reviewer",
                "version",
                "1.0.0",
                "status",
                status,
                "capabilities",
                List.of("review"),
                "maxConcurrency",
                2,
                "load",
                0,
                "registeredAt",
                "2026-01-01T00:00:00Z",
                "revision",
                0,
                "somethingNew",
                true);
    }

    private static Map<String, Object> task(String status) {
        return Map.of(
                "id",
                TASK,
                "type",
                "review",
                "priority",
                5,
                "status",
                status,
                "attempt",
                1,
                "maxRetries",
                3,
                "revision",
                2,
                "payload",
                Map.of("file", "A.java"));
    }
}
