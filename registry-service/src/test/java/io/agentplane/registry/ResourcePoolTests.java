package io.agentplane.registry;

import static io.agentplane.registry.PoolApi.gone;
import static io.agentplane.registry.PoolApi.ok;
import static io.agentplane.registry.PoolApi.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Agents share what they have (REG-9). */
class ResourcePoolTests extends RegistryStage {

    private static final String FARM = "farm";

    @Autowired
    private JdbcTemplate jdbc;

    private PoolApi api;

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = new PoolApi(client, TestCaller.in("n" + UUID.randomUUID()));
    }

    @Test
    void grantsFromSeveralContributionsAndTakesBack() {
        String big = contributor("big", "{\"cpu\":4,\"memory\":100}");
        String small = contributor("small", "{\"cpu\":1.5,\"memory\":50}");
        String consumer = api.register("consumer");

        String answer = ok(api.allocate(FARM, consumer, "\"cpu\":5.25,\"memory\":120"), 201);

        assertThat(JsonPath.<List<String>>read(answer, "$.parts[*].agentId")).containsExactlyInAnyOrder(big, small);
        assertThat(JsonPath.<List<Number>>read(answer, "$.parts[?(@.agentId=='" + big + "')].memory"))
                .containsExactly(100);
        assertThat(JsonPath.<List<Number>>read(answer, "$.parts[?(@.agentId=='" + small + "')].cpu"))
                .containsExactly(1.25);
        String pool = api.pool(FARM);
        assertThat(JsonPath.<Map<String, Object>>read(pool, "$.contributed"))
                .isEqualTo(Map.of("cpu", 5.5, "memory", 150, "storage", 0, "bandwidth", 0));
        assertThat(JsonPath.<Map<String, Object>>read(pool, "$.free"))
                .isEqualTo(Map.of("cpu", 0.25, "memory", 30, "storage", 0, "bandwidth", 0));
        assertThat(JsonPath.<List<Number>>read(pool, "$.agents.items[?(@.agentId=='" + consumer + "')].used.cpu"))
                .containsExactly(5.25);
        assertThat(JsonPath.<List<Number>>read(pool, "$.agents.items[?(@.agentId=='" + small + "')].lent.cpu"))
                .containsExactly(1.25);

        String id = JsonPath.read(answer, "$.id");
        assertThat(ok(api.allocation(FARM, id), 200)).isEqualTo(answer);
        gone(api.release(FARM, id));

        refused(api.release(FARM, id), 404, "allocation-not-found");
        refused(api.allocation(FARM, id), 404, "allocation-not-found");
        assertThat(api.cpu(FARM, "used")).isZero();
        assertThat(api.ledger(FARM))
                .containsExactly("CONTRIBUTED", "CONTRIBUTED", "GRANTED", "GRANTED", "RELEASED", "RELEASED");
    }

    @Test
    void namesExactlyWhatIsMissingAndChangesNothing() {
        String agent = contributor("poor", "{\"cpu\":1,\"memory\":100,\"bandwidth\":10}");
        String before = api.pool(FARM);

        String problem = refused(
                api.allocate(FARM, agent, "\"cpu\":1.001,\"memory\":100,\"storage\":5"), 409, "insufficient-resources");

        assertThat(JsonPath.<Map<String, Object>>read(problem, "$.missing"))
                .isEqualTo(Map.of("cpu", 0.001, "storage", 5));
        assertThat(api.pool(FARM)).isEqualTo(before);
    }

    @Test
    void keepsAContributionThatIsInUse() {
        String agent = contributor("lender", "{\"cpu\":2,\"memory\":100}");
        String id = api.allocated(FARM, agent, "\"cpu\":1.5");

        String problem = refused(api.contribute(FARM, agent, "{\"cpu\":1.499}"), 409, "contribution-in-use");
        assertThat(JsonPath.<Map<String, Object>>read(problem, "$.used"))
                .isEqualTo(Map.of("cpu", 1.5, "memory", 0, "storage", 0, "bandwidth", 0));
        refused(api.withdraw(FARM, agent), 409, "contribution-in-use");
        ok(api.contribute(FARM, agent, "{\"cpu\":1.5}"), 200);
        assertThat(api.cpu(FARM, "free")).isZero();
        gone(api.release(FARM, id));
        gone(api.withdraw(FARM, agent));

        refused(api.withdraw(FARM, agent), 404, "contribution-not-found");
        assertThat(api.ledger(FARM)).containsExactly("CONTRIBUTED", "GRANTED", "CHANGED", "RELEASED", "WITHDRAWN");
    }

    @Test
    void changesAContributionOnlyAsTheCallerHasReadItIfHeMinds() {
        String agent = contributor("careful", "{\"cpu\":1}");

        contributeIfMatch(agent, "\"1\"", "{\"cpu\":2}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"2\"");
        refused(contributeIfMatch(agent, "\"1\"", "{\"cpu\":3}"), 412, "revision-stale");
        refused(contributeIfMatch(api.register("new"), "\"1\"", "{\"cpu\":3}"), 412, "revision-stale");

        api.withdraw(FARM, agent).expectStatus().isNoContent();
        api.contribute(FARM, agent, "{\"cpu\":1}").expectHeader().valueEquals(HttpHeaders.ETAG, "\"3\"");
        refused(contributeIfMatch(agent, "\"2\"", "{\"cpu\":3}"), 412, "revision-stale");
        ok(contributeIfMatch(agent, "\"3\"", "{\"cpu\":3}"), 200);
    }

    @Test
    void grantsOnceForARepeatedIdempotencyKey() {
        String agent = contributor("twice", "{\"cpu\":2}");
        ok(api.contribute("other", agent, "{\"cpu\":2}"), 200);

        String first = ok(allocateWithKey(FARM, agent), 201);
        assertThat(ok(allocateWithKey(FARM, agent), 201)).isEqualTo(first);
        refused(allocateWithKey("other", agent), 422, "idempotency-key-reused");

        assertThat(api.cpu(FARM, "used")).isEqualByComparingTo("1");
    }

    @Test
    void letsAnAgentUseAPoolForItselfOnly() {
        String giver = api.activate("giver");
        String taker = api.activate("taker");
        PoolApi itself = new PoolApi(client, api.caller().asAgent(taker));
        ok(api.contribute("own", giver, "{\"cpu\":4}"), 200);
        String others = api.allocated("own", giver, "\"cpu\":1");

        refused(itself.contribute("own", giver, "{\"cpu\":1}"), 403, "agent-mismatch");
        refused(itself.withdraw("own", giver), 403, "agent-mismatch");
        refused(itself.allocate("own", giver, "\"cpu\":1"), 403, "agent-mismatch");
        refused(itself.release("own", others), 403, "agent-mismatch");

        ok(api.allocation("own", others), 200);
        gone(itself.release("own", itself.allocated("own", taker, "\"cpu\":1")));
    }

    @Test
    void releasesWhatHasLapsed() {
        String agent = contributor("short", "{\"cpu\":2}");
        String id = api.allocated(FARM, agent, "\"cpu\":1,\"ttl\":\"PT1S\"");
        String lasting = api.allocated(FARM, agent, "\"cpu\":1,\"ttl\":\"PT1H\"");
        refused(api.allocate(FARM, agent, "\"cpu\":0.001"), 409, "insufficient-resources");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> refused(api.allocation(FARM, id), 404, "allocation-not-found"));

        ok(api.allocation(FARM, lasting), 200);
        assertThat(api.cpu(FARM, "used")).isEqualByComparingTo("1");
        assertThat(api.ledger(FARM)).containsExactly("CONTRIBUTED", "GRANTED", "GRANTED", "EXPIRED");
    }

    @Test
    void takesNoMoreContributorsThanAPoolCanHave() {
        List.of("one", "two", "three").forEach(name -> contributor(name, "{\"cpu\":1}"));

        refused(api.contribute(FARM, api.register("four"), "{\"cpu\":1}"), 409, "resource-pool-full");
    }

    @Test
    void keepsNamespacesApart() {
        String agent = contributor("secret", "{\"cpu\":2}");
        String id = api.allocated(FARM, agent, "\"cpu\":1");
        PoolApi stranger = api.in("stranger-" + UUID.randomUUID());
        String foreigner = stranger.register("foreigner");

        refused(stranger.get("/resource-pools/" + FARM), 404, "resource-pool-not-found");
        refused(stranger.get("/resource-pools/" + FARM + "/ledger"), 404, "resource-pool-not-found");
        refused(stranger.allocation(FARM, id), 404, "resource-pool-not-found");
        refused(stranger.release(FARM, id), 404, "resource-pool-not-found");
        refused(stranger.withdraw(FARM, agent), 404, "resource-pool-not-found");
        refused(stranger.contribute(FARM, agent, "{\"cpu\":1}"), 404, "agent-not-found");
        refused(stranger.allocate(FARM, foreigner, "\"cpu\":1"), 404, "resource-pool-not-found");
        refused(api.allocate(FARM, foreigner, "\"cpu\":1"), 404, "agent-not-found");
        ok(stranger.contribute(FARM, foreigner, "{\"cpu\":1}"), 200);
        refused(stranger.release(FARM, id), 404, "allocation-not-found");
        assertThat(stranger.cpu(FARM, "used")).isZero();
        assertThat(JsonPath.<List<String>>read(ok(stranger.get("/resource-pools"), 200), "$.items[*].contributors"))
                .hasSize(1);
    }

    @Test
    void pagesThroughPoolsAccountsAndLedger() {
        String agent = contributor("paged", "{\"cpu\":2}");
        contributor("second", "{\"cpu\":2}");
        List.of("b", "c").forEach(pool -> ok(api.contribute(pool, agent, "{\"cpu\":1}"), 200));

        for (String list : List.of("/resource-pools", "/resource-pools/" + FARM + "/ledger")) {
            String first = ok(api.get(list + "?limit=1"), 200);
            String next = ok(api.get(list + "?limit=2&cursor=" + JsonPath.read(first, "$.nextCursor")), 200);
            assertThat(JsonPath.<List<Object>>read(first, "$.items")).hasSize(1);
            assertThat(JsonPath.<List<Object>>read(next, "$.items"))
                    .isNotEmpty()
                    .doesNotContainAnyElementsOf(JsonPath.<List<Object>>read(first, "$.items"));
            assertThat(next).doesNotContain("nextCursor");
        }
        String accounts = ok(api.get("/resource-pools/" + FARM + "?limit=1"), 200);
        String cursor = JsonPath.read(accounts, "$.agents.nextCursor");
        assertThat(JsonPath.<List<Object>>read(
                        ok(api.get("/resource-pools/" + FARM + "?limit=1&cursor=" + cursor), 200), "$.agents.items"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"cpu":-1}                         | cpu
                    {"cpu":0.0001}                     | cpu
                    {"cpu":1000000}                    | cpu
                    {"memory":-1}                      | memory
                    {"storage":1125899906842625}       | storage
                    {"bandwidth":1125899906842625}     | bandwidth
                    {"memory":1.5}                     | memory
                    {"gpu":1}                          | gpu
                    {}                                 | cpu
                    {"agentId":null,"cpu":1}           | agentId
                    {"cpu":1,"ttl":"PT0S"}             | ttl
                    """)
    void namesTheFieldThatCannotStand(String body, String field) {
        String agent = contributor("strict", "{\"cpu\":1}");
        boolean ofAllocation = List.of("agentId", "ttl").contains(field);
        String problem = refused(
                ofAllocation
                        ? api.post("/resource-pools/" + FARM + "/allocations", body)
                        : api.contribute(FARM, agent, body),
                400,
                "invalid-request");

        assertThat(JsonPath.<List<String>>read(problem, "$.errors[*].field")).contains(field);
        refused(api.get("/resource-pools/-no-name"), 400, "invalid-request");
    }

    @Test
    void letsNobodyRewriteTheLedger() {
        contributor("honest", "{\"cpu\":1}");

        assertThatThrownBy(() -> jdbc.update("DELETE FROM resource_ledger")).hasMessageContaining("only ever added to");
        assertThatThrownBy(() -> jdbc.update("UPDATE resource_ledger SET memory = 1"))
                .hasMessageContaining("only ever added to");
    }

    @Test
    void tellsOthersOfEveryChangeInOrder() {
        String agent = contributor("teller", "{\"cpu\":2}");
        gone(api.release(FARM, api.allocated(FARM, agent, "\"cpu\":1")));
        String pool = JsonPath.read(api.pool(FARM), "$.id");

        try (var topic = TestTopic.of("agentplane.registry.resource-pools.v1")) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(topic.messagesOf(pool))
                            .extracting(message -> JsonPath.<Number>read(new String(message.value()), "$.used.cpu")
                                    .doubleValue())
                            .containsExactly(0.0, 1.0, 0.0));
        }
    }

    private String contributor(String name, String amounts) {
        String agent = api.register(name);
        ok(api.contribute(FARM, agent, amounts), 200);
        return agent;
    }

    private RestTestClient.ResponseSpec contributeIfMatch(String agent, String eTag, String amounts) {
        return client.put()
                .uri("/resource-pools/" + FARM + "/contributions/" + agent)
                .header(HttpHeaders.AUTHORIZATION, api.caller().bearer())
                .header(HttpHeaders.IF_MATCH, eTag)
                .contentType(MediaType.APPLICATION_JSON)
                .body(amounts)
                .exchange();
    }

    private RestTestClient.ResponseSpec allocateWithKey(String pool, String agent) {
        return client.method(HttpMethod.POST)
                .uri("/resource-pools/" + pool + "/allocations")
                .header(HttpHeaders.AUTHORIZATION, api.caller().bearer())
                .header("Idempotency-Key", "the-key")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"agentId\":\"" + agent + "\",\"cpu\":1}")
                .exchange();
    }
}
