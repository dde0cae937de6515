package io.agentplane.policy.approval;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static io.agentplane.policy.ApprovalStory.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.Loops;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.Together;
import io.agentplane.policy.ApprovalStory;
import io.agentplane.policy.ReplicaStage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas, many callers at once. */
class ApprovalReplicaTests extends ReplicaStage {

    private static final int CALLERS = 50;
    private static final int WAITING = 200;

    /** Fewer than the connections that a client has at most. */
    private static final int WAITING_PER_CLIENT = 40;

    private final TestCaller caller = TestCaller.in("approvals-" + UUID.randomUUID());
    private TestApi here;
    private TestApi there;
    private ApprovalStory story;

    @BeforeEach
    void requireTwoApprovalsOfWrites() {
        here = one.api(caller);
        there = other.api(caller);
        story = ApprovalStory.begin(here, Map.of("required", 2));
        await().until(() -> ApprovalStory.evaluate(there, Map.of("agentId", "probe", "action", "write"))
                .get("decision")
                .equals("REQUIRE_APPROVAL"));
    }

    @Test
    void opensOneApprovalForAllWhoAskAtOnce() throws Exception {
        List<Map<?, ?>> answers = Together.run(CALLERS, number -> ApprovalStory.evaluate(api(number), WRITE));

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.get("decision")).isEqualTo("REQUIRE_APPROVAL"));
        assertThat(new HashSet<>(
                        answers.stream().map(answer -> answer.get("approvalId")).toList()))
                .hasSize(1);
    }

    @Test
    void letsExactlyOneThroughByOneApproval() throws Exception {
        for (int round = 0; round < 3; round++) {
            String approval = story.open();
            story.approve(story.person("ann " + round, "AGENT_MANAGER"), approval);
            story.approve(story.person("bob " + round, "AGENT_MANAGER"), approval);

            List<Map<?, ?>> answers = Together.run(CALLERS, number -> ApprovalStory.evaluate(api(number), WRITE));

            assertThat(answers)
                    .filteredOn(answer -> answer.get("decision").equals("ALLOW"))
                    .singleElement()
                    .satisfies(answer -> assertThat(answer.get("approvalId")).isEqualTo(approval));
            assertThat(new HashSet<>(answers.stream()
                            .filter(answer -> answer.get("decision").equals("REQUIRE_APPROVAL"))
                            .map(answer -> answer.get("approvalId"))
                            .toList()))
                    .hasSize(1);
        }
    }

    /** Each batch locks its keys, and those of others in another order would end both. */
    @Test
    void answersBatchesThatNameTheSameKeysInAnyOrder() throws Exception {
        List<Map<String, Object>> questions = IntStream.range(0, 30)
                .mapToObj(key -> {
                    Map<String, Object> question = new HashMap<>(WRITE);
                    question.put("idempotencyKey", "key-" + key);
                    return question;
                })
                .toList();

        List<Integer> statuses = Together.run(
                12,
                number -> api(number)
                        .post(
                                "/policies/evaluate-batch",
                                Map.of("requests", number % 2 == 0 ? questions : questions.reversed()))
                        .returnResult(String.class)
                        .getStatus()
                        .value());

        assertThat(statuses).containsOnly(200);
    }

    @Test
    void countsEveryVoteOnceWhenManyVoteAtOnce() throws Exception {
        List<TestCaller> people = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            people.add(story.person("person " + number, "AGENT_MANAGER"));
        }
        String approval = story.open();

        List<Integer> statuses = Together.run(
                20,
                number -> api(number)
                        .as(people.get(number / 2))
                        .post("/approvals/" + approval + "/approve")
                        .returnResult(String.class)
                        .getStatus()
                        .value());

        assertThat(statuses).allMatch(status -> status == 200 || status == 409);
        Map<?, ?> decided = story.get(approval);
        assertThat(decided.get("status")).isEqualTo("APPROVED");
        assertThat((List<?>) decided.get("votes")).hasSize(2);
        assertThat(decided.get("revision")).isEqualTo(3);
    }

    @Test
    void tellsThoseWhoWaitOnTheOtherReplica() throws Exception {
        String approval = story.open();
        Queue<Object> told = new ConcurrentLinkedQueue<>();
        try (var waiting = new Loops()) {
            for (int number = 0; number < WAITING / WAITING_PER_CLIENT; number++) {
                TestApi client = other.api(caller);
                for (int waiter = 0; waiter < WAITING_PER_CLIENT; waiter++) {
                    waiting.once(() -> told.add(waitFor(client, approval)));
                }
            }
            await().until(() -> watch().waiters() == WAITING);

            story.approve(story.person("ann", "AGENT_MANAGER"), approval);
            assertThat(told).isEmpty();
            story.approve(story.person("bob", "AGENT_MANAGER"), approval);

            await().until(() -> told.size() == WAITING);
            waiting.stop();
        }
        assertThat(told).containsOnly("APPROVED");
        assertThat(watch().waiters()).isZero();
        assertThat(waitFor(there, approval)).isEqualTo("APPROVED");
    }

    @Test
    void deniesByTimeAndTellsThoseWhoWait() throws Exception {
        String approval = story.open();
        TestCaller ann = story.person("ann", "AGENT_MANAGER");
        TestCaller bob = story.person("bob", "AGENT_MANAGER");
        story.approve(ann, approval);
        Queue<Object> told = new ConcurrentLinkedQueue<>();
        try (var waiting = new Loops()) {
            waiting.once(() -> told.add(waitFor(there, approval)));
            await().until(() -> watch().waiters() == 1);

            execute("UPDATE approval SET expires_at = opened_at WHERE id = :id", approval);

            expectProblem(here.as(bob).post("/approvals/" + approval + "/approve"), 409, "approval-closed");
            waiting.stop();
        }
        assertThat(told).containsExactly("EXPIRED");
        assertThat(story.open()).isNotEqualTo(approval);
        await().until(() -> story.get(approval).get("decidedAt") != null);
        assertThat(story.get(approval).get("revision")).isEqualTo(3);
    }

    @Test
    void letsNothingThroughByAnApprovalThatIsTooOld() throws Exception {
        String approval = story.open();
        story.approve(story.person("ann", "AGENT_MANAGER"), approval);
        story.approve(story.person("bob", "AGENT_MANAGER"), approval);

        execute("UPDATE approval SET usable_until = decided_at WHERE id = :id", approval);

        assertThat(story.ask().get("decision")).isEqualTo("REQUIRE_APPROVAL");
    }

    @Test
    void asksAgainWhenTheTimeOfADenialIsOver() throws Exception {
        String approval = story.open();
        story.deny(story.person("ann", "AGENT_MANAGER"), approval);
        assertThat(story.ask().get("decision")).isEqualTo("DENY");

        execute("UPDATE approval SET expires_at = opened_at WHERE id = :id", approval);

        assertThat(story.ask().get("decision")).isEqualTo("REQUIRE_APPROVAL");
    }

    @Test
    void keepsAllThroughARestartAndLetsGoWhoWaits() throws Exception {
        String approval = story.open();
        story.approve(story.person("ann", "AGENT_MANAGER"), approval);
        Queue<Object> told = new ConcurrentLinkedQueue<>();
        try (var waiting = new Loops()) {
            waiting.once(() -> told.add(waitFor(there, approval)));
            await().until(() -> watch().waiters() == 1);

            restartTheOther();
            waiting.stop();
        }
        assertThat(told).containsExactly("PENDING");

        TestApi restarted = other.api(story.person("bob", "AGENT_MANAGER"));
        assertThat(body(restarted.post("/approvals/" + approval + "/approve"), Map.class)
                        .get("status"))
                .isEqualTo("APPROVED");
        assertThat(ApprovalStory.evaluate(other.api(caller), WRITE).get("decision"))
                .isEqualTo("ALLOW");
    }

    private static Object waitFor(TestApi api, String approval) {
        return body(api.get("/approvals/" + approval + "?wait=PT60S"), Map.class)
                .get("status");
    }

    private TestApi api(int number) {
        return number % 2 == 0 ? here : there;
    }

    private static OutcomeWatch watch() {
        return other.bean(OutcomeWatch.class);
    }

    private static void execute(String sql, String approval) {
        REPLICAS.database()
                .jdbc()
                .sql(sql)
                .param("id", UUID.fromString(approval))
                .update();
    }
}
