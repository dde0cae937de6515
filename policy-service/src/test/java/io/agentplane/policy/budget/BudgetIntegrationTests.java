package io.agentplane.policy.budget;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.policy.PolicyStage;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class BudgetIntegrationTests extends PolicyStage {

    @Autowired
    private EventCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @AutoClose
    private final TestTopic topic = TestTopic.of(BudgetEvent.TOPIC);

    private final UUID agent = UUID.randomUUID();
    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("budgets-" + UUID.randomUUID()));
    }

    @Test
    void keepsABudgetByItsRevision() {
        BudgetView made = limit("owner/platform", 0, Map.of("period", "MONTH", "amount", 12.5, "tokens", 1000));

        assertThat(made.revision()).isEqualTo(1);
        assertThat(body(api.get("/budgets/owner/platform"), BudgetView.class)).isEqualTo(made);
        expectProblem(api.put("/budgets/owner/platform", 0, Map.of("period", "DAY")), 412, "revision-stale");
        expectProblem(api.put("/budgets/owner/platform", Map.of("period", "DAY")), 428, "revision-required");
        assertThat(limit("owner/platform", 1, Map.of("period", "DAY")).amount()).isNull();
        assertThat(body(api.get("/budgets?limit=1"), Map.class).get("items"))
                .asList()
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"财务", "a/b", "50%", "%41", "a/../b", "a//b", "a;b=c", "a\\b", "a?b#c", "+ &", "न\u093f", "🤖"})
    void keepsTheBudgetOfWhoeverMayOwnAgents(String owner) {
        BudgetView made = body(
                api.request(HttpMethod.PUT, "/budgets/owner/{owner}", owner)
                        .header(HttpHeaders.IF_MATCH, "\"0\"")
                        .body(Map.of("period", "DAY", "amount", 1))
                        .exchange(),
                BudgetView.class);

        assertThat(made.id()).isEqualTo(owner);
        assertThat(body(api.get("/budgets/owner/{owner}", owner), BudgetView.class))
                .isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", " ", "team ", "\u200bteam", "a\nb", "a\u0085b"})
    void refusesOwnersThatNoClientCanAddress(String owner) {
        expectProblem(
                api.post("/budget-reservations", Map.of("agentId", agent, "owner", owner, "amount", 1)),
                400,
                "invalid-request");
        expectProblem(api.get("/budgets/owner/{owner}", owner), 400, "invalid-request");
    }

    @Test
    void countsWhatIsHeldAndThenWhatWasSpent() {
        limit("agent/" + agent, 0, Map.of("period", "DAY", "amount", 1, "tokens", 1000));
        ReservationView held = reserve(0.6, 100);
        assertThat(budget("agent/" + agent).reserved()).isEqualTo(cost("0.6", 100));
        api.get("/budgets")
                .expectBody()
                .jsonPath("$.items[?(@.id=='" + agent + "')].reserved.tokens")
                .isEqualTo(100);

        ReservationView settled = settle(held, 0.25, 90);

        assertThat(settled.status()).isEqualTo(ReservationStatus.SETTLED);
        assertThat(settle(held, 0.25, 90)).isEqualTo(settled);
        expectProblem(settling(held, 0.3, 90), 409, "reservation-closed");
        expectProblem(api.post("/budget-reservations/" + held.id() + "/release"), 409, "reservation-closed");
        assertThat(budget("agent/" + agent))
                .returns(cost("0", 0), BudgetView::reserved)
                .returns(cost("0.25", 90), BudgetView::spent);
    }

    @Test
    void givesBackWhatIsReleased() {
        limit("agent/" + agent, 0, Map.of("period", "DAY", "amount", 1));
        ReservationView held = reserve(1, 0);
        expectExhausted(0.1, 0, "agent", false, "0");

        for (int time = 0; time < 2; time++) {
            assertThat(body(api.post("/budget-reservations/" + held.id() + "/release"), ReservationView.class)
                            .status())
                    .isEqualTo(ReservationStatus.RELEASED);
        }

        reserve(1, 0);
    }

    @Test
    void refusesWhatOneOfThreeBudgetsHasNotLeftAndReservesInNone() {
        limit("agent/" + agent, 0, Map.of("period", "DAY", "amount", 10, "perTask", Map.of("amount", 10)));
        limit("owner/platform", 0, Map.of("period", "WEEK", "amount", 5));
        limit("namespace/" + namespace(), 0, Map.of("period", "MONTH", "amount", 3));
        reserve(2.5, 0);

        expectExhausted(0.6, 0, "namespace", false, "0.5");
        expectExhausted(2.6, 0, "owner", false, "2.5");

        for (String scope : List.of("agent/" + agent, "owner/platform", "namespace/" + namespace())) {
            assertThat(budget(scope).reserved()).isEqualTo(cost("2.5", 0));
        }
    }

    @Test
    void capsATaskAtADollarWhereNobodyHasSaidOtherwise() {
        UUID task = UUID.randomUUID();
        ReservationView first = created(reserving(0.7, 0, task), ReservationView.class);
        expectProblem(reserving(0.4, 0, task), 402, "budget-exhausted");
        settle(first, 0.6, 0);
        created(reserving(0.4, 0, task), ReservationView.class);

        expectExhausted(1.000001, 0, "namespace", true, "1");
        reserve(1, 0);
    }

    @Test
    void countsTokensToo() {
        limit("agent/" + agent, 0, Map.of("period", "DAY", "tokens", 100));
        reserve(0, 70);

        expectProblem(reserving(0, 31, null), 402, "budget-exhausted");
        reserve(0, 30);
    }

    @Test
    void keepsAnOverspendAndIsExhaustedByIt() {
        limit("agent/" + agent, 0, Map.of("period", "DAY", "amount", 1));

        settle(reserve(0.5, 0), 1.5, 0);

        assertThat(budget("agent/" + agent).spent()).isEqualTo(cost("1.5", 0));
        expectExhausted(0.000001, 0, "agent", false, "0");
    }

    @Test
    void givesBackWhatNobodySettlesAndCountsALateSettlement() {
        limit("agent/" + agent, 0, Map.of("period", "DAY", "amount", 1));
        ReservationView held = created(
                api.post("/budget-reservations", Map.of("agentId", agent, "amount", 1, "ttl", "PT1S")),
                ReservationView.class);

        await().until(() -> reservation(held).status() == ReservationStatus.LAPSED);

        ReservationView next = reserve(1, 0);
        assertThat(settle(held, 0.5, 0).status()).isEqualTo(ReservationStatus.SETTLED);
        assertThat(budget("agent/" + agent))
                .returns(cost("1", 0), BudgetView::reserved)
                .returns(cost("0.5", 0), BudgetView::spent);
        settle(next, 0.9, 0);
    }

    @Test
    void letsNothingInByALoweredLimitAndMoreByARaisedOne() {
        limit("agent/" + agent, 0, Map.of("period", "DAY", "amount", 1));
        reserve(0.8, 0);
        limit("agent/" + agent, 1, Map.of("period", "DAY", "amount", 0.5));
        expectExhausted(0.1, 0, "agent", false, "0");

        limit("agent/" + agent, 2, Map.of("period", "DAY", "amount", 2));

        reserve(1, 0);
    }

    @ParameterizedTest
    @CsvSource({"DAY, MONTH", "MONTH, DAY", "WEEK, MONTH", "MONTH, WEEK", "YEAR, DAY", "DAY, YEAR"})
    void countsInAnotherPeriodWhatIsTakenInTheOneThatRuns(BudgetPeriod from, BudgetPeriod to) {
        limit("agent/" + agent, 0, Map.of("period", from, "amount", 1));
        settle(reserve(0.6, 100), 0.25, 90);
        ReservationView held = reserve(0.2, 10);

        BudgetView changed = limit("agent/" + agent, 1, Map.of("period", to, "amount", 1));

        assertThat(changed).returns(cost("0.2", 10), BudgetView::reserved).returns(cost("0.25", 90), BudgetView::spent);
        expectExhausted(0.6, 0, "agent", false, "0.55");
        settle(held, 0.1, 10);
        assertThat(budget("agent/" + agent))
                .returns(cost("0", 0), BudgetView::reserved)
                .returns(cost("0.35", 100), BudgetView::spent);
        assertThat(limit("agent/" + agent, 2, Map.of("period", from, "amount", 1)))
                .returns(cost("0.35", 100), BudgetView::spent);
    }

    @Test
    void countsInALongerPeriodWhatWasTakenSinceItBegan() {
        limit("agent/" + agent, 0, Map.of("period", "DAY", "amount", 1));
        settle(reserve(0.6, 0), 0.5, 0);
        ReservationView held = reserve(0.2, 0);
        jdbc.sql("UPDATE budget_account SET starts_at = date_trunc('year', now(), 'UTC') WHERE namespace = :namespace")
                .param("namespace", namespace())
                .update();
        settle(reserve(0.1, 0), 0.1, 0);

        assertThat(limit("agent/" + agent, 1, Map.of("period", "YEAR", "amount", 1)))
                .returns(cost("0.2", 0), BudgetView::reserved)
                .returns(cost("0.6", 0), BudgetView::spent);
        settle(held, 0.2, 0);
        assertThat(budget("agent/" + agent).spent()).isEqualTo(cost("0.8", 0));
    }

    @Test
    void reservesOnceForOneKey() {
        limit("agent/" + agent, 0, Map.of("period", "DAY", "amount", 1));
        Map<String, ?> wish = Map.of("agentId", agent, "amount", 0.6);
        List<UUID> ids = Stream.generate(() -> created(
                        api.request(HttpMethod.POST, "/budget-reservations")
                                .header("Idempotency-Key", "call-1")
                                .contentType(MediaType.APPLICATION_JSON)
                                .body(wish)
                                .exchange(),
                        ReservationView.class))
                .limit(2)
                .map(ReservationView::id)
                .toList();

        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        assertThat(budget("agent/" + agent).reserved()).isEqualTo(cost("0.6", 0));
    }

    @Test
    void tellsOfEachThresholdOnceInAPeriodAndOfEachChange() {
        limit("agent/" + agent, 0, Map.of("period", "DAY", "amount", 1));
        reserve(0.79, 0);
        reserve(0.02, 0);
        reserve(0.01, 0);
        settle(reserve(0.01, 0), 0.5, 0);
        String key = namespace() + "/AGENT/" + agent;

        await().untilAsserted(() -> {
            assertThat(topic.messagesOf(key)).extracting(codec::typeOf).containsExactly("budget-changed");
            assertThat(topic.messagesOf(key + "/1"))
                    .extracting(message ->
                            codec.decode(message, BudgetThreshold.class).state().percent())
                    .containsExactly(80, 100);
        });
    }

    @Test
    void showsAForeignNamespaceNothing() {
        limit("owner/platform", 0, Map.of("period", "DAY", "amount", 1));
        ReservationView held = reserve(0.5, 0);
        TestApi stranger = api.as(TestCaller.in("strangers-" + UUID.randomUUID()));

        expectProblem(stranger.get("/budgets/owner/platform"), 404, "budget-not-found");
        expectProblem(stranger.get("/budgets/namespace/" + namespace()), 404, "budget-not-found");
        expectProblem(
                stranger.put("/budgets/namespace/" + namespace(), 0, Map.of("period", "DAY")), 404, "budget-not-found");
        expectProblem(stranger.get("/budget-reservations/" + held.id()), 404, "reservation-not-found");
        expectProblem(
                stranger.post("/budget-reservations/" + held.id() + "/settle", Map.of("amount", 0)),
                404,
                "reservation-not-found");
        expectProblem(stranger.post("/budget-reservations/" + held.id() + "/release"), 404, "reservation-not-found");
    }

    @Test
    void letsAnAgentSpendFromItsOwnBudgetOnly() {
        ReservationView held = reserve(0.5, 0);
        String path = "/budget-reservations/" + held.id();

        TestApi other = api.as(api.caller().asAgent(UUID.randomUUID().toString()));
        expectProblem(other.post("/budget-reservations", Map.of("agentId", agent)), 403, "agent-mismatch");
        expectProblem(other.post(path + "/settle", Map.of("amount", 0)), 403, "agent-mismatch");
        expectProblem(other.post(path + "/release"), 403, "agent-mismatch");
        assertThat(reservation(held)).isEqualTo(held);

        TestApi itself = api.as(api.caller().asAgent(agent.toString()));
        created(itself.post("/budget-reservations", Map.of("agentId", agent)), ReservationView.class);
        body(itself.post(path + "/settle", Map.of("amount", 0)), ReservationView.class);
    }

    @ParameterizedTest
    @CsvSource({
        "amount, -1",
        "amount, 0.0000001",
        "amount, 1e300",
        "tokens, -1",
        "tokens, 9000000000000000000",
        "ttl,    PT0S",
        "ttl,    P2D",
        "owner,  ''",
        "budget, 1"
    })
    void refusesAReservationThatCannotBeMeant(String field, String value) {
        Map<String, Object> wish = new HashMap<>(Map.of("agentId", agent));
        wish.put(field, value.matches("[0-9.e-]+") ? new BigDecimal(value) : value);

        expectProblem(api.post("/budget-reservations", wish), 400, "invalid-request");
    }

    private BudgetView limit(String path, long revision, Map<String, ?> budget) {
        return body(api.put("/budgets/" + path, revision, budget), BudgetView.class);
    }

    private BudgetView budget(String path) {
        return body(api.get("/budgets/" + path), BudgetView.class);
    }

    private ReservationView reserve(double amount, long tokens) {
        return created(reserving(amount, tokens, null), ReservationView.class);
    }

    private ResponseSpec reserving(double amount, long tokens, UUID task) {
        Map<String, Object> wish =
                new HashMap<>(Map.of("agentId", agent, "owner", "platform", "amount", amount, "tokens", tokens));
        if (task != null) {
            wish.put("taskId", task);
        }
        return api.post("/budget-reservations", wish);
    }

    private void expectExhausted(double amount, long tokens, String scope, boolean perTask, String left) {
        Map<?, ?> problem = reserving(amount, tokens, null)
                .expectStatus()
                .isEqualTo(402)
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        assertThat(problem).extracting("code", "scope", "perTask").containsExactly("budget-exhausted", scope, perTask);
        assertThat(new BigDecimal(String.valueOf(((Map<?, ?>) problem.get("left")).get("amount"))))
                .isEqualByComparingTo(left);
    }

    private ReservationView settle(ReservationView reservation, double amount, long tokens) {
        return body(settling(reservation, amount, tokens), ReservationView.class);
    }

    private ResponseSpec settling(ReservationView reservation, double amount, long tokens) {
        return api.post(
                "/budget-reservations/" + reservation.id() + "/settle", Map.of("amount", amount, "tokens", tokens));
    }

    private ReservationView reservation(ReservationView reservation) {
        return body(api.get("/budget-reservations/" + reservation.id()), ReservationView.class);
    }

    private String namespace() {
        return api.caller().namespace();
    }

    private static Cost cost(String amount, long tokens) {
        return new Cost(new BigDecimal(amount), tokens);
    }
}
