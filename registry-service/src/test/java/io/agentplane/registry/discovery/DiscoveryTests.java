package io.agentplane.registry.discovery;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryStage;
import io.agentplane.registry.agent.AgentLifecycle;
import io.agentplane.registry.agent.DegradationCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How agents are found. */
class DiscoveryTests extends RegistryStage {

    @Autowired
    private AgentLifecycle lifecycle;

    private final String namespace = "found-" + UUID.randomUUID();
    private TestApi api;
    private Agents agents;

    @BeforeEach
    void namespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in(namespace));
        agents = new Agents(api);
    }

    @Test
    void findsVersionsOfOneAgentByRange() {
        for (String version : List.of("1.0.0", "1.4.2", "2.0.0", "nightly")) {
            agents.activate(agents.register("parser", version, Map.of()));
        }
        agents.activate(agents.register("other", "1.1.0", Map.of()));

        assertThat(versions("?name=parser")).containsExactly("1.0.0", "1.4.2", "2.0.0", "nightly");
        assertThat(versions("?name=parser&version={range}", "^1.0.0")).containsExactly("1.0.0", "1.4.2");
        assertThat(versions("?name=parser&version={range}", ">=3")).isEmpty();
        expectProblem(api.get("/agents?version=1.x"), 400, "invalid-request");
        expectProblem(api.get("/agents?name=parser&version=newest"), 400, "invalid-request");
        expectProblem(api.get("/agents?name=parser&version=latest"), 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "CLEANER", "data cle", "spreadsheets wash", "v2"})
    void findsByBeginningsOfWordsOfNameAndDescription(String text) {
        agents.activate(agents.register(
                "data-cleaner.v2", "1.0.0", Map.of("description", "Washes (and irons) the team's spreadsheets")));
        agents.activate(agents.register("painter"));

        assertThat(JsonPath.<List<String>>read(found("?q={text}", text), "$.items[*].name"))
                .containsExactly("data-cleaner.v2");
    }

    @ParameterizedTest
    @CsvSource({
        "\u0939\u093f\u0928\u094d\u0926\u0940 \u0905\u0928\u0941\u0935\u093e\u0926, \u0939\u093f\u0928\u094d\u0926\u0940",
        "\u0939\u093f\u0928\u094d\u0926\u0940 \u0905\u0928\u0941\u0935\u093e\u0926, \u0905\u0928\u0941\u0935",
        "\u0e23\u0e30\u0e1a\u0e1a\u0e17\u0e35\u0e48\u0e14\u0e35, \u0e17\u0e35\u0e48\u0e14\u0e35",
        "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f, \u0645\u062d\u0645\u062f",
        "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f, \u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f",
        "caf\u00e9, cafe\u0301",
        "cafe\u0301, caf\u00e9",
        "\u0130stanbul, istan",
        "istanbul, \u0130STANBUL",
        "Stra\u00dfe, STRASSE",
        "strasse, stra\u00dfe",
        "\u6570\u636e\u6e05\u6d17\u670d\u52a1, \u6e05\u6d17"
    })
    void findsWhatIsWrittenInAnyScript(String description, String asked) {
        agents.activate(agents.register("writer", "1", Map.of("description", "x " + description)));
        agents.activate(agents.register("other", "1", Map.of("description", "nothing of it")));

        assertThat(JsonPath.<List<String>>read(found("?q={text}", asked), "$.items[*].name"))
                .containsExactly("writer");
    }

    @Test
    void findsByTheNewDescriptionOnly() {
        String id = agents.activate(agents.register("changing", "1", Map.of("description", "cooks")));
        api.patch("/agents/" + id, 2, Map.of("description", "paints"))
                .expectStatus()
                .isOk();

        assertThat(agents.found("?q=paint")).containsExactly("changing");
        assertThat(agents.found("?q=cook")).isEmpty();
    }

    @Test
    void findsWhomAnEarlierReleaseHasRegistered(@Autowired JdbcClient jdbc, @Autowired WordIndex index) {
        agents.activate(agents.register("old-one"));
        jdbc.sql("UPDATE agent SET words = NULL WHERE namespace = :namespace")
                .param("namespace", namespace)
                .update();
        assertThat(agents.found("?q=old")).isEmpty();

        index.catchUp();

        assertThat(agents.found("?q=old")).containsExactly("old-one");
    }

    @Test
    void findsTagsHoweverTheyAreComposed() {
        agents.activate(agents.register("barista", "1", Map.of("tags", Map.of("place", "cafe\u0301"))));

        for (String asked : List.of("caf\u00e9", "cafe\u0301")) {
            assertThat(JsonPath.<List<String>>read(found("?tag={tag}", "place:" + asked), "$.items[*].tags.place"))
                    .containsExactly("caf\u00e9");
        }
    }

    @Test
    void neverTakesASearchedTextForSyntax() {
        agents.activate(agents.register("painter"));

        for (String text : List.of("paint' | 'x", "a & !painter", "pain:*", "\\'; DROP TABLE agent")) {
            JsonPath.<List<String>>read(found("?q={text}", text), "$.items[*].name");
        }
        assertThat(agents.found("?q=painter")).containsExactly("painter");
    }

    @Test
    void findsTagsWhoseValuesHaveCommas() {
        agents.activate(agents.register("bilingual", "1.0.0", Map.of("tags", Map.of("speaks", "de,en", "team", "a"))));
        agents.activate(agents.register("german", "1.0.0", Map.of("tags", Map.of("speaks", "de", "team", "a"))));

        assertThat(agents.found("?tag=speaks:de,en")).containsExactly("bilingual");
        assertThat(agents.found("?tag=speaks:de,en&tag=team:a")).containsExactly("bilingual");
        expectProblem(api.get("/agents?tag=en"), 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"capability", "tag", "name", "owner"})
    void namesTheParameterThatHasControlCharacters(String parameter) {
        client.get()
                .uri("/agents?" + parameter + "={value}", "a:\u0000b")
                .header("Authorization", api.caller().bearer())
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(parameter);
    }

    @Test
    void showsDegradedAgentsMarkedAsSuchWhenAskedFor() {
        agents.activate(agents.register("healthy"));
        degrade(agents.activate(agents.register("silent")));

        assertThat(agents.found("")).containsExactly("healthy");
        assertThat(agents.found("?status=DEGRADED")).containsExactly("silent");
        assertThat(agents.found("?status=ACTIVE&status=DEGRADED")).containsExactly("healthy", "silent");
        assertThat(JsonPath.<List<String>>read(found("?status=DEGRADED"), "$.items[*].statusReason"))
                .containsExactly("no heartbeat");
        expectProblem(api.get("/agents?status=SLEEPING"), 400, "invalid-request");
    }

    @Test
    void handsOutTheRestWhenHardlyAnyAgentIsHealthyAndSaysSo() {
        agents.activate(agents.register("survivor"));
        for (int number = 0; number < 9; number++) {
            degrade(agents.activate(agents.register("lost-" + number)));
        }

        Map<?, ?> first = found("?limit=6");
        Map<?, ?> second = found("?limit=6&cursor=" + first.get("nextCursor"));

        assertThat(first.get("massFailure")).isEqualTo(true);
        assertThat(second.get("massFailure")).isEqualTo(true);
        assertThat((List<?>) first.get("items")).hasSize(6);
        assertThat((List<?>) second.get("items")).hasSize(4);
        assertThat(JsonPath.<List<String>>read(first, "$.items[*].status")).contains("ACTIVE", "DEGRADED");
        assertThat(agents.found("?status=ACTIVE")).containsExactly("survivor");
        assertThat(agents.found("?q=nobody")).isEmpty();
    }

    @Test
    void keepsToTheHealthyOnesInAnOrdinaryFailure() {
        for (int number = 0; number < 3; number++) {
            agents.activate(agents.register("fine-" + number));
        }
        degrade(agents.activate(agents.register("lost")));

        Map<?, ?> page = found("");

        assertThat((List<?>) page.get("items")).hasSize(3);
        assertThat(page.containsKey("massFailure")).isFalse();
    }

    @Test
    void ranksByTheLoadOfThisMoment() {
        String busy = agents.activate(
                agents.register("busy", "1.0.0", Map.of("capabilities", List.of("code", "test"), "timeout", "PT10S")));
        String idle = agents.activate(
                agents.register("idle", "1.0.0", Map.of("capabilities", List.of("code", "test"), "timeout", "PT10S")));
        agents.activate(agents.register("useless", "1.0.0", Map.of("capabilities", List.of("cook"))));
        String draining =
                agents.activate(agents.register("draining", "1.0.0", Map.of("capabilities", List.of("code", "test"))));
        api.post("/agents/" + draining + "/drain").expectStatus().isOk();
        beat(busy, 0.75);
        beat(idle, 0.25);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            List<?> ranked = rank(Map.of("capabilities", List.of("code", "test")));
            assertThat(JsonPath.<List<String>>read(ranked, "$[*].agent.name")).containsExactly("idle", "busy");
            assertThat(JsonPath.<Double>read(ranked, "$[0].score")).isCloseTo(0.5 + 0.4 * 0.75 + 0.01, within(1e-9));
            assertThat(JsonPath.<Double>read(ranked, "$[1].terms.concurrency")).isCloseTo(0.4 * 0.25, within(1e-9));
        });
        beat(idle, 1.5);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(JsonPath.<List<String>>read(
                                rank(Map.of("capabilities", List.of("code"), "limit", 1)), "$[*].agent.name"))
                        .containsExactly("busy"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"limit\":0}",
                "{\"limit\":101}",
                "{\"capabilities\":[null]}",
                "{\"capabilities\":[\"a\\u0000\"]}",
                "{\"strategy\":\"BEST\"}",
                "[]"
            })
    void refusesARankingThatCannotBe(String request) {
        expectProblem(api.post("/agents/rank", request), 400, "invalid-request");
    }

    @Test
    void listsTheRolesByPriority() {
        Map<?, ?> roles = body(api.get("/roles-catalog"), Map.class);

        assertThat(JsonPath.<List<String>>read(roles, "$.items[*].role"))
                .containsExactly("COORDINATOR", "SPECIALIST", "GUARDIAN", "WORKER", "MESSENGER");
        assertThat(JsonPath.<List<Integer>>read(roles, "$.items[*].priority")).containsExactly(1, 2, 2, 3, 4);
        assertThat(JsonPath.<List<String>>read(roles, "$.items[0].responsibilities"))
                .containsExactly("task distribution", "conflict resolution", "resource management");
    }

    private void degrade(String id) {
        Namespace.run(
                namespace, () -> lifecycle.degrade(UUID.fromString(id), DegradationCause.SILENCE, "no heartbeat"));
    }

    private void beat(String id, double load) {
        api.post("/agents/" + id + "/heartbeat", Map.of("load", load))
                .expectStatus()
                .isOk();
    }

    private List<?> rank(Map<String, Object> job) {
        return body(api.post("/agents/rank", job), List.class);
    }

    private Map<?, ?> found(String query, Object... variables) {
        return body(
                client.get()
                        .uri("/agents" + query, variables)
                        .header("Authorization", api.caller().bearer())
                        .exchange(),
                Map.class);
    }

    private List<String> versions(String query, Object... variables) {
        return JsonPath.read(found(query, variables), "$.items[*].version");
    }
}
