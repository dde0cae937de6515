package io.agentplane.config;

import static io.agentplane.config.Api.body;
import static io.agentplane.config.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.config.configuration.ConfigurationChanged;
import io.agentplane.config.configuration.ConfigurationLayerState;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.platform.test.Together;
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
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@ServiceTest
class ConfigurationIntegrationTests {

    @Autowired
    private RestTestClient client;

    @Autowired
    private EventCodec codec;

    private final UUID agentId = UUID.randomUUID();
    private final String agent = "/agents/" + agentId + "/config";
    private final String namespace = "n-" + agentId;

    private Api api;

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = new Api(client, TestCaller.in(namespace));
    }

    @Test
    void givesAnUnconfiguredAgentTheBuiltInValues() {
        api.get(agent)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"0\"")
                .expectBody()
                .json("""
                        {"values": {"temperature": 0.7, "maxTokens": 4096, "maxRetries": 3, "timeout": "PT30S",
                                    "rateLimitRpm": 60},
                         "sources": {"temperature": "built-in", "maxTokens": "built-in", "maxRetries": "built-in",
                                     "timeout": "built-in", "rateLimitRpm": "built-in"},
                         "revision": 0, "defaultsRevision": 0}
                        """);
    }

    @Test
    void laysTheAgentsOverridesOverTheDefaultsAndSaysWhereEachValueCameFrom() {
        setDefaults(0, Map.of("model", "small", "maxTokens", 1000, "features", Map.of("search", true, "mail", true)));

        set(0, Map.of("model", "large", "features", Map.of("mail", false)))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"1\"");

        api.get(agent).expectBody().json("""
                {"values": {"model": "large", "maxTokens": 1000, "temperature": 0.7,
                            "features": {"search": true, "mail": false}},
                 "sources": {"model": "agent", "maxTokens": "defaults", "temperature": "built-in",
                             "features.search": "defaults", "features.mail": "agent"},
                 "revision": 1, "defaultsRevision": 1}
                """);
    }

    @Test
    void showsChangedDefaultsToAReaderWhoHasSeenTheOverrides() {
        set(0, Map.of("model", "large"));
        setDefaults(0, Map.of("maxTokens", 1000));

        var answer = client.get()
                .uri(agent)
                .header(HttpHeaders.AUTHORIZATION, api.caller().bearer())
                .header(HttpHeaders.IF_NONE_MATCH, "\"1\"")
                .exchange();

        assertThat(Api.<Integer>read(answer, "$.values.maxTokens")).isEqualTo(1000);
    }

    @Test
    void patchesByMergingAndRemovesWhatIsNull() {
        set(0, Map.of("model", "large", "maxTokens", 10, "extra", Map.of("team", "blue", "floor", 2)));

        api.change(HttpMethod.PATCH, agent, 1, """
                        {"values": {"maxTokens": null, "extra": {"floor": null, "desk": 7}}, "reason": "moved"}
                        """).expectStatus().isOk();

        assertThat(Api.<Map<String, Object>>read(api.get(agent + "/revisions"), "$.items[0].values"))
                .isEqualTo(Map.of("model", "large", "extra", Map.of("team", "blue", "desk", 7)));
        api.change(HttpMethod.PATCH, "/config/defaults", 0, Map.of("values", Map.of("maxTokens", 20), "reason", "less"))
                .expectBody()
                .json("""
                        {"values": {"maxTokens": 20}, "revision": 1}
                        """);
        assertThat(Api.<Integer>read(api.get(agent), "$.values.maxTokens")).isEqualTo(20);
    }

    @Test
    void keepsEveryRevisionWithItsAuthorReasonAndTime() {
        set(0, Map.of("maxTokens", 1));
        set(1, Map.of("maxTokens", 2));
        set(2, Map.of("maxTokens", 3));

        String newest = body(api.get(agent + "/revisions?limit=2"));
        String oldest =
                body(api.get(agent + "/revisions?limit=2&cursor=" + JsonPath.<String>read(newest, "$.nextCursor")));

        assertThat(JsonPath.<List<Integer>>read(newest, "$.items[*].revision")).containsExactly(3, 2);
        assertThat(JsonPath.<List<Integer>>read(oldest, "$.items[*].revision")).containsExactly(1);
        assertThat(oldest).doesNotContain("nextCursor");
        assertThat(JsonPath.<Map<String, Object>>read(oldest, "$.items[0]"))
                .containsEntry("author", "tester")
                .containsEntry("reason", "trial")
                .containsKey("changedAt");
    }

    @Test
    void showsWhatWasInForceAtARevisionAndAtATime() {
        setDefaults(0, Map.of("maxRetries", 1));
        set(0, Map.of("maxTokens", 1));
        String first = Api.read(api.get(agent + "/revisions"), "$.items[0].changedAt");
        setDefaults(1, Map.of("maxRetries", 2));
        set(1, Map.of("maxTokens", 2));

        api.get(agent + "?revision=1").expectBody().json("""
                {"values": {"maxTokens": 1, "maxRetries": 2}, "revision": 1, "defaultsRevision": 2}
                """);
        api.get(agent + "?at=" + first).expectBody().json("""
                {"values": {"maxTokens": 1, "maxRetries": 1}, "revision": 1, "defaultsRevision": 1}
                """);
        api.get(agent + "?at=2020-01-01T00:00:00Z").expectBody().json("""
                {"values": {"maxTokens": 4096, "maxRetries": 3}, "revision": 0, "defaultsRevision": 0}
                """);
        refused(api.get(agent + "?revision=3"), 404, "configuration-revision-not-found");
        refused(api.get(agent + "?revision=1&at=" + first), 400, "invalid-request");
    }

    @Test
    void comparesRevisions() {
        set(0, Map.of("model", "small", "features", Map.of("search", true)));
        set(1, Map.of("model", "large", "features", Map.of("search", true, "mail", false)));

        api.get(agent + "/diff?from=1&to=2").expectBody().json("""
                {"from": 1, "to": 2, "changes": [
                  {"field": "features.mail", "after": false},
                  {"field": "model", "before": "small", "after": "large"}]}
                """);
        assertThat(Api.<List<String>>read(api.get(agent + "/diff?from=0&to=1"), "$.changes[*].field"))
                .containsExactly("features.search", "model");
        refused(api.get(agent + "/diff?from=1&to=9"), 404, "configuration-revision-not-found");
        refused(api.get(agent + "/diff?from=1"), 400, "invalid-request");
    }

    @Test
    void rollsBackByANewRevision() {
        set(0, Map.of("model", "small"));
        set(1, Map.of("model", "large", "maxTokens", 5));

        api.change(HttpMethod.POST, agent + "/rollback", 2, Map.of("revision", 1))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"3\"");

        String newest = body(api.get(agent + "/revisions?limit=1"));
        assertThat(JsonPath.<Map<String, Object>>read(newest, "$.items[0].values"))
                .isEqualTo(Map.of("model", "small"));
        assertThat(JsonPath.<String>read(newest, "$.items[0].reason")).isEqualTo("Rollback to revision 1");
        refused(
                api.change(HttpMethod.POST, agent + "/rollback", 3, Map.of("revision", 9)),
                404,
                "configuration-revision-not-found");
        refused(api.change(HttpMethod.POST, agent + "/rollback", 2, Map.of("revision", 1)), 412, "revision-stale");
        refused(api.post(agent + "/rollback", Map.of("revision", 1)), 428, "revision-required");
    }

    @Test
    void overwritesNobodyUnseen() {
        Map<String, Object> change = Map.of("values", Map.of("maxTokens", 7), "reason", "mine");
        for (String layer : List.of(agent, "/config/defaults")) {
            for (HttpMethod method : List.of(HttpMethod.PUT, HttpMethod.PATCH)) {
                refused(api.changeUnseen(method, layer, change), 428, "revision-required");
                refused(api.change(method, layer, 1, change), 412, "revision-stale");
            }
            api.change(HttpMethod.PUT, layer, 0, change).expectStatus().isOk();
            String stale = refused(api.change(HttpMethod.PUT, layer, 0, change), 412, "revision-stale");
            assertThat(JsonPath.<Integer>read(stale, "$.currentRevision")).isEqualTo(1);
        }
    }

    @Test
    void namesEveryFaultAndChangesNothing() {
        String refusal = refused(
                set(0, Map.of("temperature", 3, "maxTokens", 0, "colour", "red", "features", Map.of("search", 1))),
                422,
                "configuration-invalid");

        assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].field"))
                .containsExactlyInAnyOrder("temperature", "maxTokens", "colour", "features.search");
        assertThat(Api.<Integer>read(api.get(agent), "$.revision")).isZero();
        refused(
                api.change(
                        HttpMethod.PUT,
                        "/config/defaults",
                        0,
                        Map.of("values", Map.of("timeout", "PT1H"), "reason", "patience")),
                422,
                "configuration-invalid");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"values": {}, "reason": "x", "force": true} | force
                    {"values": {}}                               | reason
                    {"values": {}, "reason": " "}                | reason
                    {"values": {}, "reason": "a\\u0007b"}        | reason
                    {"reason": "x"}                              | values
                    {"values": [], "reason": "x"}                | values
                    """)
    void namesTheFieldOfARequestThatCannotStand(String request, String field) {
        String refusal = refused(api.change(HttpMethod.PUT, agent, 0, request), 400, "invalid-request");

        assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].field")).containsOnly(field);
    }

    @Test
    void refusesWhatIsNoAgentsId() {
        refused(api.get("/agents/researcher/config"), 400, "invalid-request");
    }

    @Test
    void tellsBeforehandWhetherAConfigurationWouldBeValid() {
        api.post(agent + "/validate", Map.of()).expectBody().json("{\"valid\": true, \"errors\": []}");
        assertThat(Api.<Boolean>read(api.post(agent + "/validate"), "$.valid")).isTrue();

        String verdict = body(api.post(agent + "/validate", Map.of("temperature", 9, "colour", "red")));

        assertThat(JsonPath.<Boolean>read(verdict, "$.valid")).isFalse();
        assertThat(JsonPath.<List<String>>read(verdict, "$.errors[*].field"))
                .containsExactlyInAnyOrder("temperature", "colour");
        assertThat(Api.<Integer>read(api.get(agent), "$.revision")).isZero();
    }

    @Test
    void noticesThatNewDefaultsMadeAnAgentsConfigurationInvalid() {
        set(0, Map.of("maxRetries", 10));
        setDefaults(0, Map.of("timeout", "PT10M"));

        String verdict = body(api.post(agent + "/validate", Map.of()));

        assertThat(JsonPath.<Boolean>read(verdict, "$.valid")).isFalse();
        assertThat(JsonPath.<List<String>>read(verdict, "$.errors[*].field")).containsExactly("timeout");
        assertThat(Api.<Boolean>read(api.post(agent + "/validate", Map.of("maxRetries", 1)), "$.valid"))
                .isTrue();
    }

    @Test
    void keepsNamespacesApart() {
        setDefaults(0, Map.of("model", "small"));
        set(0, Map.of("maxTokens", 7));
        Api stranger = new Api(client, TestCaller.in("other-" + namespace));

        stranger.get(agent).expectBody().json("{\"revision\": 0, \"defaultsRevision\": 0}");
        assertThat(Api.<List<Object>>read(stranger.get(agent + "/revisions"), "$.items"))
                .isEmpty();
        refused(stranger.get(agent + "?revision=1"), 404, "configuration-revision-not-found");
        refused(stranger.get(agent + "/diff?from=0&to=1"), 404, "configuration-revision-not-found");
        refused(
                stranger.change(HttpMethod.POST, agent + "/rollback", 0, Map.of("revision", 1)),
                404,
                "configuration-revision-not-found");
        stranger.get("/config/defaults").expectBody().json("{\"values\": {}, \"revision\": 0}");
        stranger.change(HttpMethod.PUT, agent, 0, Map.of("values", Map.of("maxTokens", 9), "reason", "mine"))
                .expectStatus()
                .isOk();
        assertThat(Api.<Integer>read(api.get(agent), "$.values.maxTokens")).isEqualTo(7);
    }

    @Test
    void letsOneOfManyWritersWinEachRevisionTheFirstOneToo() throws Exception {
        for (int revision = 0; revision < 3; revision++) {
            int basis = revision;
            List<Integer> answers = Together.run(8, writer -> Api.status(set(basis, Map.of("maxTokens", 1 + writer))));

            assertThat(answers).containsOnlyOnce(200).containsOnly(200, 412);
            assertThat(Api.<Integer>read(api.get(agent), "$.values.maxTokens")).isEqualTo(1 + answers.indexOf(200));
        }
        assertThat(Api.<List<Integer>>read(api.get(agent + "/revisions"), "$.items[*].revision"))
                .containsExactly(3, 2, 1);
    }

    @Test
    void tellsOthersOfEveryChangeInOrder() {
        set(0, Map.of("model", "small"));
        set(1, Map.of("model", "large"));
        api.change(HttpMethod.POST, agent + "/rollback", 2, Map.of("revision", 1))
                .expectStatus()
                .isOk();
        setDefaults(0, Map.of("maxTokens", 9));

        try (var topic = TestTopic.of(ConfigurationChanged.TOPIC)) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                List<InboundEvent<ConfigurationLayerState>> overrides = events(topic, namespace + "/" + agentId);
                assertThat(overrides).extracting(InboundEvent::type).containsOnly("configuration-changed");
                assertThat(overrides).extracting(InboundEvent::revision).containsExactly(1L, 2L, 3L);
                assertThat(overrides)
                        .extracting(event -> event.state().values().get("model"))
                        .containsExactly("small", "large", "small");
                assertThat(overrides.getLast().namespace()).isEqualTo(namespace);
                assertThat(overrides.getLast().state().scope()).isEqualTo(agentId.toString());
                assertThat(overrides.getLast().state().reason()).isEqualTo("Rollback to revision 1");
                assertThat(events(topic, namespace + "/defaults"))
                        .extracting(event -> event.state().values())
                        .containsExactly(Map.of("maxTokens", 9));
            });
        }
    }

    private List<InboundEvent<ConfigurationLayerState>> events(TestTopic topic, String key) {
        return topic.messagesOf(key).stream()
                .map(message -> codec.decode(message, ConfigurationLayerState.class))
                .toList();
    }

    private ResponseSpec set(long revision, Map<String, Object> values) {
        return api.change(HttpMethod.PUT, agent, revision, Map.of("values", values, "reason", "trial"));
    }

    private void setDefaults(long revision, Map<String, Object> values) {
        api.change(HttpMethod.PUT, "/config/defaults", revision, Map.of("values", values, "reason", "house rules"))
                .expectStatus()
                .isOk();
    }
}
