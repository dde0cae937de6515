package io.agentplane.policy.approval;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static io.agentplane.policy.ApprovalStory.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.policy.ApprovalStory;
import io.agentplane.policy.Replica;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas, many callers at once. */
class ApprovalReplicaTests {

    private static final int CALLERS = 50;

    private static Database database;
    private static Replica one;
    private static Replica other;

    private final TestCaller caller = TestCaller.in("approvals-" + UUID.randomUUID());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ApprovalStory story;

    @BeforeAll
    static void start() {
        database = TestPostgres.createDatabase();
        one = Replica.start(database);
        other = Replica.start(database);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @BeforeEach
    void requireTwoApprovalsOfWrites() {
        story = ApprovalStory.begin(one.api(caller), Map.of("required", 2));
        await().until(() -> ApprovalStory.evaluate(other.api(caller), Map.of("agentId", "probe", "action", "write"))
                .get("decision")
                .equals("REQUIRE_APPROVAL"));
    }

    @AfterEach
    void endCalls() {
        threads.close();
    }

    @Test
    void opensOneApprovalForAllWhoAskAtOnce() throws Exception {
        List<Map<?, ?>> answers =
                race(CALLERS, number -> ApprovalStory.evaluate(replica(number).api(caller), WRITE));

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

            List<Map<?, ?>> answers = race(
                    CALLERS, number -> ApprovalStory.evaluate(replica(number).api(caller), WRITE));

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

    @Test
    void countsEveryVoteOnceWhenManyVoteAtOnce() throws Exception {
        List<TestCaller> people = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            people.add(story.person("person " + number, "AGENT_MANAGER"));
        }
        String approval = story.open();

        List<Integer> statuses = race(
                20,
                number -> replica(number)
                        .api(people.get(number / 2))
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
        List<Future<Map<?, ?>>> waiting = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            waiting.add(threads.submit(() -> waitFor(other, approval)));
        }
        await().until(() -> other.context().getBean(OutcomeWatch.class).waiters() == 200);

        story.approve(story.person("ann", "AGENT_MANAGER"), approval);
        assertThat(waiting).noneMatch(Future::isDone);
        story.approve(story.person("bob", "AGENT_MANAGER"), approval);

        for (Future<Map<?, ?>> one : waiting) {
            assertThat(one.get().get("status")).isEqualTo("APPROVED");
        }
        assertThat(other.context().getBean(OutcomeWatch.class).waiters()).isZero();
        assertThat(waitFor(other, approval).get("status")).isEqualTo("APPROVED");
    }

    @Test
    void deniesByTimeAndTellsThoseWhoWait() throws Exception {
        String approval = story.open();
        TestCaller ann = story.person("ann", "AGENT_MANAGER");
        story.approve(ann, approval);
        Future<Map<?, ?>> waiting = threads.submit(() -> waitFor(other, approval));
        await().until(() -> other.context().getBean(OutcomeWatch.class).waiters() == 1);

        execute("UPDATE approval SET expires_at = opened_at WHERE id = '" + approval + "'");

        TestCaller bob = story.person("bob", "AGENT_MANAGER");
        expectProblem(one.api(bob).post("/approvals/" + approval + "/approve"), 409, "approval-closed");
        assertThat(waiting.get().get("status")).isEqualTo("EXPIRED");
        assertThat(story.open()).isNotEqualTo(approval);
        await().until(() -> story.get(approval).get("decidedAt") != null);
        assertThat(story.get(approval).get("revision")).isEqualTo(3);
    }

    @Test
    void letsNothingThroughByAnApprovalThatIsTooOld() throws Exception {
        String approval = story.open();
        story.approve(story.person("ann", "AGENT_MANAGER"), approval);
        story.approve(story.person("bob", "AGENT_MANAGER"), approval);

        execute("UPDATE approval SET usable_until = decided_at WHERE id = '" + approval + "'");

        assertThat(story.ask().get("decision")).isEqualTo("REQUIRE_APPROVAL");
    }

    @Test
    void asksAgainWhenTheTimeOfADenialIsOver() throws Exception {
        String approval = story.open();
        story.deny(story.person("ann", "AGENT_MANAGER"), approval);
        assertThat(story.ask().get("decision")).isEqualTo("DENY");

        execute("UPDATE approval SET expires_at = opened_at WHERE id = '" + approval + "'");

        assertThat(story.ask().get("decision")).isEqualTo("REQUIRE_APPROVAL");
    }

    @Test
    void keepsAllThroughARestartAndLetsGoWhoWaits() throws Exception {
        String approval = story.open();
        story.approve(story.person("ann", "AGENT_MANAGER"), approval);
        Future<Map<?, ?>> waiting = threads.submit(() -> waitFor(other, approval));
        await().until(() -> other.context().getBean(OutcomeWatch.class).waiters() == 1);

        other.close();
        assertThat(waiting.get().get("status")).isEqualTo("PENDING");
        other = Replica.start(database);

        TestApi restarted = other.api(story.person("bob", "AGENT_MANAGER"));
        assertThat(body(restarted.post("/approvals/" + approval + "/approve"), Map.class)
                        .get("status"))
                .isEqualTo("APPROVED");
        assertThat(ApprovalStory.evaluate(other.api(caller), WRITE).get("decision"))
                .isEqualTo("ALLOW");
    }

    private Map<?, ?> waitFor(Replica replica, String approval) {
        return body(replica.api(caller).get("/approvals/" + approval + "?wait=PT60S"), Map.class);
    }

    private Replica replica(int number) {
        return number % 2 == 0 ? one : other;
    }

    /** Lets so many do the same at once. */
    private <T> List<T> race(int racers, Step<T> step) throws Exception {
        var start = new CountDownLatch(1);
        List<Future<T>> running = new ArrayList<>();
        for (int number = 0; number < racers; number++) {
            int racer = number;
            Callable<T> racing = () -> {
                start.await();
                return step.of(racer);
            };
            running.add(threads.submit(racing));
        }
        start.countDown();
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get());
        }
        return results;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface Step<T> {

        T of(int racer) throws Exception;
    }
}
