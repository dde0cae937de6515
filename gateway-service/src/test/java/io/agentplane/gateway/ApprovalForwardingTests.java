package io.agentplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** What needs a person's approval goes on to the policy service, and nothing else. */
@ExtendWith(TwoGateways.Shared.class)
class ApprovalForwardingTests {

    private static TestGateway one;
    private static FakePolicyService policy;

    private final JsonMapper json = new JsonMapper();
    private final String run = UUID.randomUUID().toString();
    private final String namespace = "approval-" + run;
    private final String key = "ap_" + run;
    private final String agent = "agent-" + run;
    private AccessEvents access;
    private PolicyEvents events;

    @BeforeAll
    static void useOne(TwoGateways shared) {
        one = shared.one();
        policy = shared.policy();
    }

    @BeforeEach
    void requireApprovalOfPayments() {
        access = new AccessEvents(one.codec());
        access.principal(run, namespace, List.of("messages:route"), true, 1);
        access.apiKey(run, run, key, null, null, 1);
        events = new PolicyEvents(access, namespace);
        events.policy(UUID.randomUUID().toString(), Map.of("action", "pay"), "REQUIRE_APPROVAL");
        events.policy(UUID.randomUUID().toString(), Map.of("action", "steal"), "DENY");
        Map<String, String> pay = Map.of("agentId", agent, "action", "pay", "resource", "r0");
        await().until(() -> one.decision(key, agent, "steal").equals("DENY")
                && one.post("/policies/evaluate", key, pay).body().contains("REQUIRE_APPROVAL"));
        policy.asked().clear();
    }

    @AfterEach
    void done() {
        access.close();
    }

    @Test
    void passesOnOnlyWhatNeedsApprovalAndGivesTheAnswerBack() throws Exception {
        Map<String, Object> context = new HashMap<>(Map.of("amount", 1.5));
        context.put("note", null);
        Map<String, Object> pay = Map.of("agentId", agent, "action", "pay", "resource", "r1", "context", context);

        HttpResponse<String> answer = one.post("/policies/evaluate", key, pay);

        assertThat(JsonPath.<String>read(answer.body(), "$.approvalId")).isEqualTo("approval-of-r1");
        assertThat(policy.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked).isEqualTo(json.valueToTree(pay)));
        var claims = SignedJWT.parse(policy.authorizations().getLast().substring("Bearer ".length()))
                .getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(run);
        assertThat(claims.getStringClaim("namespace")).isEqualTo(namespace);

        policy.asked().clear();
        answer = one.post(
                "/policies/evaluate-batch",
                key,
                Map.of(
                        "requests",
                        List.of(
                                Map.of("agentId", agent, "action", "read"),
                                Map.of("agentId", agent, "action", "pay", "resource", "r2"),
                                Map.of("agentId", agent, "action", "steal"),
                                Map.of("agentId", agent, "action", "pay", "resource", "r3"))));

        assertThat(JsonPath.<List<String>>read(answer.body(), "$.items[*].decision"))
                .containsExactly("ALLOW", "REQUIRE_APPROVAL", "DENY", "REQUIRE_APPROVAL");
        assertThat(JsonPath.<String>read(answer.body(), "$.items[1].approvalId"))
                .isEqualTo("approval-of-r2");
        assertThat(JsonPath.<String>read(answer.body(), "$.items[3].approvalId"))
                .isEqualTo("approval-of-r3");
        assertThat(policy.asked())
                .singleElement()
                .satisfies(batch -> assertThat(batch.get("requests")).hasSize(2));
    }

    @Test
    void passesOnWholeWhatStandsOrFallsTogether() throws Exception {

        one.post(
                "/policies/evaluate-batch",
                key,
                Map.of(
                        "together",
                        true,
                        "requests",
                        List.of(
                                Map.of("agentId", agent, "action", "read"),
                                Map.of("agentId", agent, "action", "pay", "resource", "r1"))));

        assertThat(policy.asked()).singleElement().satisfies(batch -> {
            assertThat(batch.get("requests")).hasSize(2);
            assertThat(batch.get("together").asBoolean()).isTrue();
        });
    }

    @Test
    void givesBackWhatThePolicyServiceRefuses() throws Exception {

        HttpResponse<String> answer = one.post(
                "/policies/evaluate",
                key,
                Map.of("agentId", agent, "action", "pay", "resource", FakePolicyService.REFUSED));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Agentplane-Problem")).contains("context-not-canonical");
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo("context-not-canonical");
    }
}
