package io.agentplane.policy.approval;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static io.agentplane.policy.ApprovalStory.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.policy.ApprovalStory;
import io.agentplane.policy.PolicyStage;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class ApprovalIntegrationTests extends PolicyStage {

    @Autowired
    private MeterRegistry metrics;

    private TestApi api;
    private ApprovalStory story;
    private TestCaller approver;

    @BeforeEach
    void beginAStory() {
        api = new TestApi(client, TestCaller.in("approvals-" + UUID.randomUUID()));
        story = ApprovalStory.begin(api, Map.of());
        approver = story.person("ann", "AGENT_MANAGER");
    }

    @Test
    void asksPeopleOnceHoweverOftenItIsAsked() {
        Map<?, ?> first = story.ask();
        Map<?, ?> second = story.ask();

        assertThat(first.get("decision")).isEqualTo("REQUIRE_APPROVAL");
        assertThat(second.get("approvalId")).isEqualTo(first.get("approvalId"));
        assertThat(ids("/approvals?status=PENDING")).containsExactly((String) first.get("approvalId"));
        Map<?, ?> approval = story.get((String) first.get("approvalId"));
        assertThat(approval.get("status")).isEqualTo("PENDING");
        assertThat(approval.get("agentId")).isEqualTo("cleaner");
        assertThat(approval.get("context")).isEqualTo(Map.of("rows", 101));
        assertThat(approval.get("requesterId")).isEqualTo("tester");
        assertThat(approval.get("decisionId")).isEqualTo(first.get("decisionId"));
        assertThat(approval.get("terms"))
                .isEqualTo(Map.of(
                        "roles",
                        List.of("SYSTEM_ADMIN", "AGENT_MANAGER"),
                        "required",
                        1,
                        "expiresIn",
                        "PT1H",
                        "usableFor",
                        "PT15M"));
    }

    @Test
    void letsTheRequestThroughOnceWhenItIsApproved() {
        String approval = story.open();
        assertThat(story.approve(approver, approval).get("status")).isEqualTo("APPROVED");

        Map<?, ?> allowed = story.ask();
        Map<?, ?> again = story.ask();

        assertThat(allowed.get("decision")).isEqualTo("ALLOW");
        assertThat(allowed.get("approvalId")).isEqualTo(approval);
        assertThat(allowed.get("policyId")).isEqualTo(again.get("policyId"));
        assertThat(again.get("decision")).isEqualTo("REQUIRE_APPROVAL");
        assertThat(again.get("approvalId")).isNotEqualTo(approval);
        assertThat(story.get(approval).get("consumedBy")).isEqualTo(allowed.get("decisionId"));
        assertThat(body(api.get("/decisions?decision=ALLOW"), Map.class)
                        .get("items")
                        .toString())
                .contains(approval);
    }

    /** Both are the same as doubles. */
    @Test
    void asksNobodyAboutANumberThatTheyWouldNotSee() {
        for (String number : List.of("9007199254740993.0", "9007199254740993e0", "10000000000000001.0")) {
            var request = api.request(HttpMethod.POST, "/policies/evaluate").contentType(MediaType.APPLICATION_JSON);
            request.body("""
                    {"agentId":"cleaner","action":"write","context":{"amount":%s}}
                    """.formatted(number));
            expectProblem(request.exchange(), 422, "context-not-canonical");
        }
    }

    @Test
    void countsOnTheTermsItWasGivenOnOnly() {
        String approval = story.open();
        story.approve(approver, approval);
        Map<?, ?> policy = body(api.get("/policies/" + story.get(approval).get("policyId")), Map.class);
        Map<String, Object> stricter = new HashMap<>(Map.of(
                "name", policy.get("name"),
                "conditions", policy.get("conditions"),
                "action", "REQUIRE_APPROVAL",
                "approval", Map.of("required", 2)));
        api.put("/policies/" + policy.get("id"), 1, stricter).expectStatus().isOk();

        await().untilAsserted(
                        () -> assertThat((Object) story.ask().get("decision")).isEqualTo("REQUIRE_APPROVAL"));

        String asked = (String) story.ask().get("approvalId");
        assertThat(asked).isNotEqualTo(approval);
        assertThat(story.get(approval).get("status")).isEqualTo("APPROVED");

        stricter.put("approval", Map.of("required", 3));
        api.put("/policies/" + policy.get("id"), 2, stricter).expectStatus().isOk();
        assertThat(story.get(asked).get("status")).isEqualTo("EXPIRED");
        assertThat((Object) story.ask().get("approvalId")).isNotEqualTo(asked);
    }

    @Test
    void isNotUsedUpByAnotherPrincipal() {
        TestApi ben = api.as(story.person("ben", "SERVICE_ACCOUNT"));
        Map<String, Object> asBen = new HashMap<>(WRITE);
        asBen.put("agentId", ben.caller().id());
        String approval = (String) ApprovalStory.evaluate(ben, asBen).get("approvalId");
        story.approve(approver, approval);

        expectProblem(api.post("/policies/evaluate", asBen), 403, "agent-mismatch");
        expectProblem(api.post("/policies/evaluate-batch", Map.of("requests", List.of(asBen))), 403, "agent-mismatch");

        assertThat((Object) ApprovalStory.evaluate(ben, asBen).get("decision")).isEqualTo("ALLOW");
    }

    @Test
    void letsTheSameRequestThroughAgainUnderItsKey() {
        Map<String, Object> keyed = new HashMap<>(WRITE);
        keyed.put("idempotencyKey", "submit-1");
        String approval = story.open();
        story.approve(approver, approval);

        for (int time = 0; time < 2; time++) {
            assertThat((Object) story.ask(keyed).get("decision")).isEqualTo("ALLOW");
            assertThat((Object) story.ask(keyed).get("approvalId")).isEqualTo(approval);
        }
        assertThat(story.get(approval).get("revision")).isEqualTo(3);
        keyed.put("idempotencyKey", "submit-2");
        assertThat((Object) story.ask(keyed).get("decision")).isEqualTo("REQUIRE_APPROVAL");
        assertThat((Object) story.ask().get("decision")).isEqualTo("REQUIRE_APPROVAL");
        keyed.put("idempotencyKey", "submit-1");
        assertThat((Object) ApprovalStory.evaluate(api.as(api.caller().as("another")), keyed)
                        .get("decision"))
                .isEqualTo("REQUIRE_APPROVAL");
        keyed.put("context", Map.of("rows", 102));
        assertThat((Object) story.ask(keyed).get("decision")).isEqualTo("REQUIRE_APPROVAL");
    }

    @Test
    void wantsAnApprovalForEachOfABatchUnderOneKey() {
        Map<String, Object> keyed = new HashMap<>(WRITE);
        keyed.put("idempotencyKey", "submit-1");
        Map<String, Object> twice = Map.of("requests", List.of(keyed, keyed), "together", true);
        story.approve(approver, story.open());

        List<Object> refused = batch(twice);

        assertThat(refused)
                .<Object>extracting(one -> ((Map<?, ?>) one).get("decision"))
                .containsExactly("REQUIRE_APPROVAL", "REQUIRE_APPROVAL");
        Object missing = refused.stream()
                .map(one -> ((Map<?, ?>) one).get("approvalId"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        story.approve(approver, (String) missing);
        for (int time = 0; time < 2; time++) {
            List<Object> allowed = batch(twice);
            assertThat(allowed)
                    .<Object>extracting(one -> ((Map<?, ?>) one).get("decision"))
                    .containsExactly("ALLOW", "ALLOW");
            assertThat(allowed)
                    .<Object>extracting(one -> ((Map<?, ?>) one).get("approvalId"))
                    .doesNotHaveDuplicates();
        }
    }

    static Stream<Map<String, Object>> changes() {
        return Stream.of(
                Map.of("agentId", "other"),
                Map.of("resource", "db/customers"),
                Map.of("context", Map.of("rows", 102)),
                Map.of("context", Collections.singletonMap("rows", null)),
                Map.of("context", Map.of("rows", 101, "force", true)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void needsAnotherApprovalForAChangedRequest(Map<String, Object> change) {
        String approval = story.open();
        story.approve(approver, approval);
        Map<String, Object> changed = new HashMap<>(WRITE);
        changed.putAll(change);

        Map<?, ?> answer = story.ask(changed);

        assertThat(answer.get("decision")).isEqualTo("REQUIRE_APPROVAL");
        assertThat(answer.get("approvalId")).isNotEqualTo(approval);
        assertThat(story.ask().get("decision")).isEqualTo("ALLOW");
    }

    @Test
    void deniesWhatWasDeniedUntilItsTimeIsOver() {
        String approval = story.open();
        assertThat(story.deny(approver, approval).get("status")).isEqualTo("DENIED");

        Map<?, ?> answer = story.ask();

        assertThat(answer.get("decision")).isEqualTo("DENY");
        assertThat(answer.get("approvalId")).isEqualTo(approval);
        assertThat(ids("/approvals")).containsExactly(approval);
        assertThat(story.get(approval).get("votes").toString()).contains("reason=no", "approved=false");
    }

    @Test
    void letsNobodyUseAnApprovalThatTheyHaveGivenThemselves() {
        String approval = story.open();
        story.approve(approver, approval);

        assertThat(ApprovalStory.evaluate(api.as(approver), WRITE).get("decision"))
                .isEqualTo("REQUIRE_APPROVAL");
        assertThat(story.ask().get("approvalId")).isEqualTo(approval);
    }

    @Test
    void countsDifferentPeopleOnly() {
        TestApi other = new TestApi(api.client(), TestCaller.in("two-of-three-" + UUID.randomUUID()));
        ApprovalStory two = ApprovalStory.begin(other, Map.of("required", 2, "roles", List.of("OBSERVER")));
        TestCaller ann = two.person("ann", "OBSERVER");
        TestCaller bob = two.person("bob", "OBSERVER");
        String approval = two.open();

        assertThat(two.approve(ann, approval).get("status")).isEqualTo("PENDING");
        assertThat(two.approve(ann, approval).get("status")).isEqualTo("PENDING");
        assertThat(two.ask().get("decision")).isEqualTo("REQUIRE_APPROVAL");
        assertThat(two.approve(bob, approval).get("status")).isEqualTo("APPROVED");
        assertThat(two.approve(ann, approval).get("status")).isEqualTo("APPROVED");
        assertThat(two.ask().get("decision")).isEqualTo("ALLOW");
    }

    @Test
    void asksAnewWhatWasTakenBack() {
        String approval = story.open();

        assertThat(body(api.post("/approvals/" + approval + "/cancel"), Map.class)
                        .get("status"))
                .isEqualTo("CANCELLED");
        body(api.post("/approvals/" + approval + "/cancel"), Map.class);

        assertThat(story.open()).isNotEqualTo(approval);
        expectProblem(api.as(approver).post("/approvals/" + approval + "/approve"), 409, "approval-closed");
    }

    @Test
    void opensNothingForPoliciesOnTrialAndTests() {
        TestApi other = new TestApi(api.client(), TestCaller.in("trial-" + UUID.randomUUID()));
        Map<?, ?> policy = created(
                other.post("/policies", Map.of("name", "trial", "action", "REQUIRE_APPROVAL", "mode", "SHADOW")),
                Map.class);
        other.post(
                        "/policies/" + policy.get("id") + "/test",
                        Map.of("tests", List.of(Map.of("name", "x", "action", "write", "matches", true))))
                .expectStatus()
                .isOk();

        assertThat(ApprovalStory.evaluate(other, WRITE).get("decision")).isEqualTo("ALLOW");

        assertThat(body(other.get("/approvals"), Map.class).get("items")).isEqualTo(List.of());
    }

    @Test
    void keepsItsTermsWhenThePolicyIsGone() {
        TestApi other = new TestApi(api.client(), TestCaller.in("gone-" + UUID.randomUUID()));
        Map<?, ?> policy = ApprovalStory.requireApproval(other, "soon gone", Map.of("roles", List.of("OBSERVER")));
        ApprovalStory gone = new ApprovalStory(other);
        TestCaller observer = gone.person("olga", "OBSERVER");
        String approval = gone.open();
        other.delete("/policies/" + policy.get("id"), 1).expectStatus().isNoContent();

        assertThat(gone.approve(observer, approval).get("status")).isEqualTo("APPROVED");
    }

    @Test
    void answersABatchOneByOneOrTogether() {
        Map<String, Object> small = new HashMap<>(WRITE);
        small.put("context", Map.of("rows", 1));
        String approval = story.open();
        story.approve(approver, approval);

        List<Object> together = batch(Map.of("requests", List.of(WRITE, small), "together", true));

        assertThat(together)
                .<Object>extracting(one -> ((Map<?, ?>) one).get("decision"))
                .containsExactly("REQUIRE_APPROVAL", "REQUIRE_APPROVAL");
        assertThat(((Map<?, ?>) together.getFirst()).get("approvalId"))
                .as("what nobody has to decide any more")
                .isNull();
        story.approve(approver, (String) ((Map<?, ?>) together.getLast()).get("approvalId"));
        assertThat(batch(Map.of("requests", List.of(WRITE, small), "together", true)))
                .<Object>extracting(one -> ((Map<?, ?>) one).get("decision"))
                .containsExactly("ALLOW", "ALLOW");
        assertThat(batch(Map.of("requests", List.of(WRITE, WRITE))))
                .<Object>extracting(one -> ((Map<?, ?>) one).get("decision"))
                .containsExactly("REQUIRE_APPROVAL", "REQUIRE_APPROVAL");
    }

    @Test
    void tellsOthersOfEveryStep() {
        String approval = story.open();
        story.approve(approver, approval);
        story.ask();

        try (TestTopic topic = TestTopic.of("agentplane.policy.approvals.v1")) {
            await().untilAsserted(() -> assertThat(topic.messagesOf(approval))
                    .extracting(ApprovalIntegrationTests::type)
                    .containsExactly("approval-opened", "approval-approved", "approval-consumed"));
        }
        assertThat(metrics.counter("agentplane.approval.opened").count()).isPositive();
        assertThat(metrics.counter("agentplane.approval.consumed").count()).isPositive();
        assertThat(metrics.timer("agentplane.approval.decided", "outcome", "approved")
                        .count())
                .isPositive();
    }

    @Test
    void listsByStatusAndAgentPageByPage() {
        String first = story.open();
        Map<String, Object> other = new HashMap<>(WRITE);
        other.put("agentId", "other");
        String second = (String) story.ask(other).get("approvalId");
        story.deny(approver, first);

        assertThat(ids("/approvals")).containsExactly(second, first);
        assertThat(ids("/approvals?status=DENIED")).containsExactly(first);
        assertThat(ids("/approvals?agentId=other")).containsExactly(second);
        Map<?, ?> page = body(api.get("/approvals?limit=1"), Map.class);
        assertThat(ids("/approvals?limit=1&cursor=" + page.get("nextCursor"))).containsExactly(first);
    }

    @SuppressWarnings("unchecked")
    private List<Object> batch(Map<String, ?> batch) {
        return (List<Object>)
                body(api.post("/policies/evaluate-batch", batch), Map.class).get("items");
    }

    private List<String> ids(String path) {
        List<?> items = (List<?>) body(api.get(path), Map.class).get("items");
        return items.stream().map(item -> (String) ((Map<?, ?>) item).get("id")).toList();
    }

    private static String type(ConsumerRecord<String, byte[]> message) {
        return new String(message.headers().lastHeader("ce_type").value());
    }
}
