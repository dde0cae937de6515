package io.agentplane.config;

import static io.agentplane.config.Api.body;
import static io.agentplane.config.Api.read;
import static io.agentplane.config.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.config.prompt.PromptEvent;
import io.agentplane.config.prompt.PromptState;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class PromptIntegrationTests {

    @Autowired
    private RestTestClient client;

    @Autowired
    private EventCodec codec;

    private final String namespace = "n-" + UUID.randomUUID();

    private Api api;

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = new Api(client, TestCaller.in(namespace));
    }

    @Test
    void createsAPromptAndShowsItAgain() {
        Map<String, Object> created = read(
                api.post("/prompts", prompt("greeting", "Say hello.\n\t\"Kindly\" 👋"))
                        .expectStatus()
                        .isCreated()
                        .expectHeader()
                        .valueMatches(HttpHeaders.LOCATION, ".*/api/v1/prompts/greeting\\?version=1"),
                "$");

        assertThat(created)
                .containsEntry("name", "greeting")
                .containsEntry("version", 1)
                .containsEntry("content", "Say hello.\n\t\"Kindly\" 👋")
                .containsEntry("config", Map.of("model", "large", "stop", List.of("END")))
                .containsEntry("author", "tester")
                .containsEntry("reason", "first try")
                .containsKeys("promptId", "createdAt")
                .doesNotContainKey("previousVersion");
        assertThat(Api.<Map<String, Object>>read(api.get("/prompts/greeting"), "$"))
                .isEqualTo(created);
        assertThat(Api.<Map<String, Object>>read(api.get("/prompts/greeting?version=1"), "$"))
                .isEqualTo(created);
    }

    @Test
    void addsVersionsAndKeepsTheEarlierOnes() {
        create("growing");

        api.post("/prompts/growing/versions", Map.of("content", "Say goodbye.", "reason", "leaving"))
                .expectStatus()
                .isCreated()
                .expectBody()
                .json("""
                        {"version": 2, "content": "Say goodbye.", "config": {}, "reason": "leaving",
                         "previousVersion": 1}
                        """);

        assertThat(Api.<Integer>read(api.get("/prompts/growing"), "$.version")).isEqualTo(2);
        assertThat(Api.<String>read(api.get("/prompts/growing?version=1"), "$.content"))
                .isEqualTo("Say hello.");
    }

    @Test
    void rollsBackByANewVersion() {
        create("returning");
        add("returning", "Say goodbye.");

        api.post("/prompts/returning/rollback", Map.of("version", 1))
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                        {"version": 3, "content": "Say hello.", "config": {"model": "large", "stop": ["END"]},
                         "reason": "Rollback to v1", "previousVersion": 2}
                        """);

        refused(api.post("/prompts/returning/rollback", Map.of("version", 4)), 404, "prompt-version-not-found");
        refused(api.post("/prompts/returning/rollback", Map.of("version", 0)), 400, "invalid-request");
        assertThat(Api.<Integer>read(api.get("/prompts/returning"), "$.version"))
                .isEqualTo(3);
    }

    @Test
    void pagesThroughVersionsNewestFirst() {
        create("paged");
        IntStream.range(0, 3).forEach(number -> add("paged", "wording " + number));

        String newest = body(api.get("/prompts/paged/versions?limit=3"));
        String oldest = body(
                api.get("/prompts/paged/versions?limit=3&cursor=" + JsonPath.<String>read(newest, "$.nextCursor")));

        assertThat(JsonPath.<List<Integer>>read(newest, "$.items[*].version")).containsExactly(4, 3, 2);
        assertThat(JsonPath.<List<Integer>>read(oldest, "$.items[*].version")).containsExactly(1);
        assertThat(oldest).doesNotContain("nextCursor");
    }

    @Test
    void doesNotKnowWhatWasNeverCreated() {
        create("known");

        refused(api.get("/prompts/unknown"), 404, "prompt-not-found");
        refused(api.get("/prompts/unknown/versions"), 404, "prompt-not-found");
        refused(api.post("/prompts/unknown/versions", Map.of("content", "c", "reason", "r")), 404, "prompt-not-found");
        refused(api.post("/prompts/unknown/rollback", Map.of("version", 1)), 404, "prompt-not-found");
        refused(api.get("/prompts/known?version=2"), 404, "prompt-version-not-found");
    }

    @Test
    void keepsNamespacesApart() {
        create("secret");
        Api stranger = new Api(client, TestCaller.in("other-" + namespace));

        refused(stranger.get("/prompts/secret"), 404, "prompt-not-found");
        refused(stranger.get("/prompts/secret/versions"), 404, "prompt-not-found");
        refused(stranger.post("/prompts/secret/rollback", Map.of("version", 1)), 404, "prompt-not-found");
        stranger.post("/prompts", prompt("secret", "Mine.")).expectStatus().isCreated();
        assertThat(Api.<String>read(api.get("/prompts/secret"), "$.content")).isEqualTo("Say hello.");
    }

    @Test
    void givesANameOnceHoweverCloseTwoCome() throws Exception {
        List<Integer> answers =
                Together.run(8, writer -> Api.status(api.post("/prompts", prompt("twin", "By " + writer))));

        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
        refused(api.post("/prompts", prompt("twin", "Late.")), 409, "prompt-already-exists");
        assertThat(Api.<String>read(api.get("/prompts/twin"), "$.content")).isEqualTo("By " + answers.indexOf(201));
    }

    @Test
    void keepsEveryVersionHoweverCloseTheyCome() throws Exception {
        create("busy");

        List<Integer> numbers = Together.run(8, writer -> add("busy", "By " + writer));

        assertThat(numbers).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);
        for (int writer = 0; writer < 8; writer++) {
            String version = body(api.get("/prompts/busy?version=" + numbers.get(writer)));
            assertThat(JsonPath.<String>read(version, "$.content")).isEqualTo("By " + writer);
            assertThat(JsonPath.<Integer>read(version, "$.previousVersion")).isEqualTo(numbers.get(writer) - 1);
        }
    }

    @Test
    void repeatsTheAnswerForARepeatedIdempotencyKey() {
        Map<String, Object> wording = Map.of("content", "Once.", "reason", "once");
        Map<String, Object> back = Map.of("version", 1);
        String created = body(api.post("/prompts", "create", prompt("once", "Once.")));
        String added = body(api.post("/prompts/once/versions", "add", wording));
        String rolledBack = body(api.post("/prompts/once/rollback", "back", back));

        assertThat(body(api.post("/prompts", "create", prompt("once", "Once."))))
                .isEqualTo(created);
        assertThat(body(api.post("/prompts/once/versions", "add", wording))).isEqualTo(added);
        assertThat(body(api.post("/prompts/once/rollback", "back", back))).isEqualTo(rolledBack);
        assertThat(Api.<Integer>read(api.get("/prompts/once"), "$.version")).isEqualTo(3);
        create("another");
        refused(api.post("/prompts/another/versions", "add", wording), 422, "idempotency-key-reused");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"name": "n", "content": "c", "reason": "r", "labels": []}                      | labels
                    {"name": "a b", "content": "c", "reason": "r"}                                  | name
                    {"content": "c", "reason": "r"}                                                 | name
                    {"name": "n", "content": " ", "reason": "r"}                                    | content
                    {"name": "n", "content": "a\\u0000b", "reason": "r"}                            | content
                    {"name": "n", "content": "\\ud800", "reason": "r"}                              | content
                    {"name": "n", "content": "c", "reason": ""}                                     | reason
                    {"name": "n", "content": "c", "reason": "r", "config": {"a": "\\u0000"}}        | config.a
                    {"name": "n", "content": "c", "reason": "r", "config": {"a\\u0000": 1}}         | config.a\uFFFD
                    {"name": "n", "content": "c", "reason": "r", "config": {"a": 1e400}}            | config.a
                    {"name": "n", "content": "c", "reason": "r", "config": {"a": [[[[[[1]]]]]]}}    | config
                    """)
    void namesTheFieldThatCannotStand(String request, String field) {
        String refusal = refused(api.post("/prompts", request), 400, "invalid-request");

        assertThat(JsonPath.<List<String>>read(refusal, "$.errors[*].field")).containsOnly(field);
    }

    @Test
    void keepsTheDigitsOfSettings() {
        String made = body(api.post("/prompts", """
                {"name": "digits", "content": "c", "reason": "r", "config": {"price": 0.12345678901234567890}}"""));

        assertThat(made).contains("0.12345678901234567890");
        assertThat(body(api.get("/prompts/digits"))).contains("0.12345678901234567890");
    }

    @Test
    void takesTheLongestPromptAndNoneLonger() {
        api.post("/prompts", prompt("long", "語".repeat(200_000))).expectStatus().isCreated();
        refused(api.post("/prompts", prompt("longer", "語".repeat(200_001))), 400, "invalid-request");
        refused(
                api.post(
                        "/prompts",
                        Map.of(
                                "name", "stuffed",
                                "content", "c",
                                "reason", "r",
                                "config", Map.of("a", "b".repeat(20_000)))),
                400,
                "invalid-request");

        try (var topic = TestTopic.of(PromptEvent.TOPIC)) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(states(topic, id("long"))).hasSize(1));
        }
    }

    @Test
    void tellsOthersOfEveryVersionInOrder() {
        create("teller");
        add("teller", "Say goodbye.");
        api.post("/prompts/teller/rollback", Map.of("version", 1))
                .expectStatus()
                .isOk();

        try (var topic = TestTopic.of(PromptEvent.TOPIC)) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                List<InboundEvent<PromptState>> events = states(topic, id("teller"));
                assertThat(events)
                        .extracting(InboundEvent::type)
                        .containsExactly("prompt-created", "prompt-version-added", "prompt-version-added");
                assertThat(events).extracting(InboundEvent::revision).containsExactly(1L, 2L, 3L);
                assertThat(events)
                        .extracting(event -> event.state().latestVersion())
                        .containsExactly(1, 2, 3);
                assertThat(events).allMatch(event -> event.namespace().equals(namespace));
                assertThat(events.getLast().state().latest().reason()).isEqualTo("Rollback to v1");
            });
        }
    }

    private List<InboundEvent<PromptState>> states(TestTopic topic, String id) {
        return topic.messagesOf(id).stream()
                .map(message -> codec.decode(message, PromptState.class))
                .toList();
    }

    private String id(String name) {
        return read(api.get("/prompts/" + name), "$.promptId");
    }

    private void create(String name) {
        api.post("/prompts", prompt(name, "Say hello.")).expectStatus().isCreated();
    }

    private int add(String name, String content) {
        return Api.<Integer>read(
                api.post("/prompts/" + name + "/versions", Map.of("content", content, "reason", "better")),
                "$.version");
    }

    private static Map<String, Object> prompt(String name, String content) {
        return Map.of(
                "name",
                name,
                "content",
                content,
                "config",
                Map.of("model", "large", "stop", List.of("END")),
                "reason",
                "first try");
    }
}
