package io.agentplane.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.local.LocalCluster;
import io.agentplane.system.Api.Answer;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which the API says no is a problem document, and changes nothing. */
@ExtendWith(RunningCluster.class)
class RefusalTests {

    private Api admin;

    @BeforeEach
    void asAdministrator(LocalCluster cluster) {
        admin = Api.administrator(cluster);
    }

    @Test
    void aWrongKeyIs401() {
        new Api(admin.gateway(), "ap_wrong").get("/agents").expectProblem(401, "unauthenticated");
        new Api(admin.gateway(), "").get("/agents").expectProblem(401, "unauthenticated");
    }

    @Test
    void aMissingRightIs403() {
        Api observer = admin.newPrincipal("OBSERVER");

        observer.get("/agents").expect(200);
        observer.post("/agents", agent("forbidden")).expectProblem(403, "permission-missing");
        observer.post("/tasks", "{}").expectProblem(403, "permission-missing");
        observer.get("/api-keys").expectProblem(403, "permission-missing");
    }

    @Test
    void aForeignNamespaceIs404() {
        Api manager = admin.newPrincipal("AGENT_MANAGER");
        String foreign = admin.post("/agents?namespace=elsewhere", agent("foreign"))
                .expect(201)
                .read("$.id");

        manager.get("/agents/" + foreign).expectProblem(404, "agent-not-found");
        manager.get("/agents?namespace=elsewhere").expectProblem(404, "namespace-not-found");
        admin.get("/agents/" + foreign + "?namespace=elsewhere").expect(200);
        assertThat(manager.get("/agents?status=ANY&q=foreign").<List<String>>read("$.items[*].id"))
                .doesNotContain(foreign);
    }

    @Test
    void aStaleETagIs412AndAMissingOne428() {
        String agent = register("stale");
        String configuration = "/agents/" + agent + "/config";
        admin.put(configuration, "\"0\"", settings(0.1)).expect(200);

        admin.put(configuration, "\"0\"", settings(0.2)).expectProblem(412, "revision-stale");
        admin.put(configuration, settings(0.2)).expectProblem(428, "revision-required");

        assertThat(admin.get(configuration).expect(200).<Double>read("$.values.temperature"))
                .isEqualTo(0.1);
    }

    @Test
    void anUnknownOrImpossibleFieldIs400AndNamed() {
        var unknown = admin.post("/agents", """
                {"name":"n","version":"1","owner":"o","colour":"blue"}
                """).expectProblem(400, "invalid-request");
        assertThat(unknown.<List<String>>read("$.errors[*].field")).containsExactly("colour");

        var impossible = admin.post("/agents", """
                {"name":"n","version":"1","owner":"o","maxConcurrency":-1,"endpoint":"ftp://x"}
                """).expectProblem(400, "invalid-request");
        assertThat(impossible.<List<String>>read("$.errors[*].field")).contains("maxConcurrency", "endpoint");
        admin.post("/agents", "{\"name\":").expectProblem(400, "invalid-request");
        admin.get("/agents?limit=501").expectProblem(400, "invalid-request");
    }

    @Test
    void aBodyOfTwoMebibytesIs413WhetherAnnouncedOrNot() {
        byte[] body = "{\"name\":\"%s\"}".formatted("x".repeat(2 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8);

        admin.send(admin.request("/agents").POST(BodyPublishers.ofByteArray(body)))
                .expectProblem(413, "body-too-large");
        admin.send(admin.request("/agents").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))))
                .expectProblem(413, "body-too-large");
    }

    @Test
    void theSameAgentTwiceIs409AndAnIllegalStepToo() {
        String name = "twice-" + UUID.randomUUID();
        String agent = admin.post("/agents", agent(name)).expect(201).read("$.id");

        admin.post("/agents", agent(name)).expectProblem(409, "agent-already-registered");
        admin.post("/agents/" + agent + "/deactivate", "{\"reason\":\"never began\"}")
                .expectProblem(409, "illegal-transition");
    }

    @Test
    void anInvalidConfigurationIs422WithEveryFault() {
        String agent = register("invalid");

        var refused =
                admin.put("/agents/" + agent + "/config", "\"0\"", """
                {"values":{"temperature":9,"maxTokens":0},"reason":"too much"}
                """).expectProblem(422, "configuration-invalid");

        assertThat(refused.<List<String>>read("$.errors[*].field")).contains("temperature", "maxTokens");
    }

    @Test
    void aPolicyStopsAnActivation() {
        String name = "denied-" + UUID.randomUUID();
        String policy =
                admin.post("/policies", """
                {"name":"%s","conditions":{"action":"activate","resource":"agent/%s"},"action":"DENY","priority":10}
                """.formatted(name, name)).expect(201).read("$.id");
        String agent = admin.post("/agents", agent(name)).expect(201).read("$.id");

        var refused = admin.post("/agents/" + agent + "/activate", "").expectProblem(403, "policy-denied");

        assertThat(refused.<String>read("$.policyId")).isEqualTo(policy);
        assertThat(refused.<String>read("$.decisionId")).isNotBlank();
        assertThat(admin.get("/agents/" + agent).<String>read("$.status")).isEqualTo("REGISTERED");
    }

    @Test
    void anUnknownPathIs404AndAWrongMethod405() {
        admin.get("/nowhere").expectProblem(404, "not-found");
        admin.put("/agents", "{}").expectProblem(405, "method-not-allowed");
    }

    @Test
    void aRevokedKeyIs401() {
        String principal = admin.post(
                        "/principals", "{\"name\":\"leaver-%s\",\"kind\":\"PERSON\"}".formatted(UUID.randomUUID()))
                .expect(201)
                .read("$.id");
        admin.put("/role-bindings", "{\"principalId\":\"%s\",\"role\":\"OBSERVER\"}".formatted(principal))
                .expectSuccess();
        var key = admin.post("/api-keys", "{\"principalId\":\"%s\"}".formatted(principal))
                .expect(201);
        Api leaver = new Api(admin.gateway(), key.read("$.secret"));
        await().until(() -> leaver.get("/agents").status() == 200);

        admin.send(admin.request("/api-keys/" + key.<String>read("$.id")).DELETE())
                .expectSuccess();

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> leaver.get("/agents").expectProblem(401, "unauthenticated"));
    }

    @Test
    void noSpellingOfAPathGetsAnAgentsKeyToAnotherAgent() {
        String own = register("own");
        String other = register("other");
        Api agent = admin.newAgent(own, "SERVICE_ACCOUNT");
        String principal = agent.get("/me").expect(200).read("$.id");
        agent.post("/agents/" + own + "/heartbeat", "{}").expect(200);

        agent.post("/agents/" + other + "/heartbeat", "{}").expectProblem(403, "agent-mismatch");
        agent.post("/agents/" + other.toUpperCase(Locale.ROOT) + "/heartbeat", "{}")
                .expectProblem(403, "agent-mismatch");
        agent.post("/agents/" + other + "/heartbeat%E4%B8%AD", "{}").expectProblem(404, "not-found");
        agent.post("/agents/" + other + "/heartbeat%C3%A9", "{}").expectProblem(404, "not-found");
        agent.post("/agents/" + other + "/heartbeat%C2%80", "{}").expectProblem(400, "invalid-request");
        agent.post("/agents/%20" + other + "/heartbeat", "{}").expectProblem(400, "invalid-request");
        agent.post("/policies/evaluate%C4%80/test", "{}").expectProblem(400, "invalid-request");
        assertThat(admin.get("/agents/" + other).expect(200).body()).doesNotContain("lastHeartbeatAt");

        agent.post("/tasks/batch%C4%80/heartbeat", "{}").expectProblem(400, "invalid-request");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> admin.get("/audit?outcome=REFUSED&limit=50")
                        .<List<String>>read("$.items[?(@.actor.id=='" + principal + "')].resource")
                        .contains("/tasks/batch%C4%80/heartbeat"));
    }

    @Test
    void anAgentActsForItselfOnlyWhateverItsRolesAre() {
        String own = register("own");
        String other = register("other");
        Api agent = admin.newAgent(own, "SYSTEM_ADMIN");
        String task = admin.post("/tasks", """
                {"type":"others","payload":{},"capabilities":["%s"]}
                """.formatted(UUID.randomUUID()))
                .expect(201)
                .read("$.id");

        for (Answer refused : List.of(
                agent.delete("/agents/" + other),
                agent.delete("/agents/" + own),
                agent.post("/agents/" + other + "/deactivate", "{\"reason\":\"x\"}"),
                agent.post("/agents/" + other + "/drain", "{}"),
                agent.post("/agents/" + other + "/instances", "{\"endpoint\":\"http://x.invalid/\"}"),
                agent.post("/agents/" + own + "/transfer", "{\"owner\":\"mine\"}"),
                agent.post("/agents", agent("another-" + UUID.randomUUID())),
                agent.post("/tasks/" + task + "/cancel", "{}"),
                agent.post("/tasks/" + task + "/requeue", "{}"),
                agent.put("/kill-switch", "{\"reason\":\"x\"}"),
                agent.post("/principals", "{\"name\":\"x\",\"kind\":\"PERSON\"}"))) {
            refused.expectProblem(403, "agent-mismatch");
        }
        agent.post("/policies/evaluate", """
                {"agentId":"%s","action":"x","agent":{"role":"guardian"}}
                """.formatted(own)).expectProblem(403, "permission-missing");

        agent.post("/agents/" + own + "/activate", "").expect(200);
        agent.post("/agents/" + own + "/drain", "{}").expect(200);
        assertThat(admin.get("/tasks/" + task).expect(200).<String>read("$.status"))
                .isEqualTo("QUEUED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%E8%B4%A2%E5%8A%A1", "a%2Fb", "50%25", "a%2F..%2Fb", "a%3Bb", "%2541"})
    void whoeverMayOwnAgentsMayHaveABudget(String owner) {
        String budget = "/budgets/owner/" + owner;
        admin.put(budget, "\"0\"", """
                {"period":"DAY","amount":1.00}
                """).expectSuccess();

        assertThat(admin.get(budget).expect(200).<String>read("$.id"))
                .isEqualTo(URLDecoder.decode(owner, StandardCharsets.UTF_8));
    }

    private String register(String name) {
        return admin.post("/agents", agent(name + "-" + UUID.randomUUID()))
                .expect(201)
                .read("$.id");
    }

    private static String agent(String name) {
        return """
                {"name":"%s","version":"1","owner":"system-tests","capabilities":["testing"]}
                """.formatted(name);
    }

    private static String settings(double temperature) {
        return """
                {"values":{"temperature":%s},"reason":"a test"}
                """.formatted(temperature);
    }
}
