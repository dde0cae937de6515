package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static io.agentplane.scheduler.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.Together;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** A submission is judged once, however often, soon and wherever it is repeated. */
@Tag("replica")
class RepeatedSubmissionTests {

    private static final String KEY = "key";
    private static final String TASK = "{\"type\":\"code\"}";
    private static final String OTHER_TASK = "{\"type\":\"paint\"}";

    private static final PolicyStub POLICY = new PolicyStub();
    private static final Replicas REPLICAS = Replicas.of(
            SchedulerService.class,
            "spring.kafka.listener.auto-startup=false",
            "agentplane.scheduler.policy-url=" + POLICY.url(),
            "agentplane.scheduler.policy-timeout=1m");

    private static Replica first;
    private static Replica second;

    private final TestCaller caller = TestCaller.in("repeated-" + UUID.randomUUID());
    private final Api one = Api.of(first, caller);
    private final Api other = Api.of(second, caller);

    @BeforeAll
    static void startTwo() {
        first = REPLICAS.start();
        second = REPLICAS.start();
    }

    @AfterAll
    static void stop() {
        REPLICAS.close();
        POLICY.close();
    }

    @BeforeEach
    void allowEverything() {
        POLICY.decide("ALLOW", 200);
    }

    @AfterEach
    void letGo() {
        POLICY.letGo();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/tasks | {\"type\":\"code\"} | $.id",
                "/tasks/batch | {\"tasks\":[{\"type\":\"code\"}]} | $.items[0].id"
            })
    void asksThePoliciesOnceHoweverManySubmitUnderOneKey(String path, String body, String id) throws Exception {
        List<String> ids = Together.run(
                8, thread -> JsonPath.read(ok((thread % 2 == 0 ? one : other).post(path, body, KEY), 201), id));

        assertThat(ids).containsOnly(ids.getFirst());
        assertThat(POLICY.questions()).hasSize(1);
    }

    @Test
    void refusesAnotherRequestUnderATakenKeyBeforeItCanUseUpAnApproval() throws Exception {
        POLICY.hold();
        CompletableFuture<ResponseSpec> judged = judged(() -> one.post("/tasks", TASK, KEY));

        refused(other.post("/tasks", OTHER_TASK, KEY), 422, "idempotency-key-reused");

        POLICY.letGo();
        ok(judged.get(), 201);
        assertThat(POLICY.questions()).hasSize(1);
    }

    @Test
    void freesTheKeyOfARefusedSubmission() {
        POLICY.decide("DENY", 200);
        refused(one.post("/tasks", TASK, KEY), 403, "policy-denied");

        POLICY.decide("ALLOW", 200);
        ok(other.post("/tasks", OTHER_TASK, KEY), 201);
    }

    @Test
    void takesOverFromOneThatDiedAndLetsItDoNothingIfItComesBack() throws Exception {
        POLICY.hold();
        CompletableFuture<ResponseSpec> dead = judged(() -> one.post("/tasks", TASK, KEY));
        letReservationsLapse();
        CompletableFuture<ResponseSpec> repeated = judged(() -> other.post("/tasks", TASK, KEY));

        POLICY.letGo();

        String id = JsonPath.read(ok(repeated.get(), 201), "$.id");
        refused(dead.get(), 409, "conflict");
        assertThat(JsonPath.<List<String>>read(ok(one.get("/tasks"), 200), "$.items[*].id"))
                .containsExactly(id);
    }

    /** Begins it, and returns once the policies are asked about it. */
    private static CompletableFuture<ResponseSpec> judged(Supplier<ResponseSpec> request) {
        int asked = POLICY.questions().size();
        CompletableFuture<ResponseSpec> answer = CompletableFuture.supplyAsync(request, Thread::startVirtualThread);
        await().until(() -> POLICY.questions().size() > asked);
        return answer;
    }

    private void letReservationsLapse() {
        REPLICAS.database()
                .jdbc()
                .sql(
                        "UPDATE idempotency_key SET created_at = created_at - interval '1 hour' WHERE namespace = :namespace")
                .param("namespace", caller.namespace())
                .update();
    }
}
