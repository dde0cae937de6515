package io.agentplane.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.test.KafkaRights;
import io.agentplane.platform.test.OpenApiContract;
import io.agentplane.platform.test.OperationRights;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.registry.agent.AgentEvent;
import io.agentplane.registry.agent.AgentView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class RegistryServiceIntegrationTests extends RegistryStage {

    private static final TestCaller ALICE = TestCaller.in("alpha");
    private static final TestCaller BOB = TestCaller.in("beta");

    @Autowired
    private EventCodec codec;

    @Test
    void registersAnAgentAndShowsItAgain() {
        String id = register("researcher", "1.0.0");

        call(ALICE, HttpMethod.GET, "/agents/" + id, null)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"1\"")
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("researcher")
                .jsonPath("$.status")
                .isEqualTo("REGISTERED")
                .jsonPath("$.timeout")
                .isEqualTo("PT30S")
                .jsonPath("$.role")
                .isEqualTo("WORKER")
                .jsonPath("$.load")
                .isEqualTo(0.0)
                .jsonPath("$.lastHeartbeatAt")
                .doesNotExist();
    }

    @Test
    void findsActiveAgentsByAllOfTheirCapabilitiesAndTags() {
        String id = activate(register("finder", "1"));
        register("sleeper", "1");

        assertThat(ids("/agents?capability=search&capability=find-finder&tag=team:blue"))
                .containsExactly(id);
        assertThat(ids("/agents?capability=search&capability=cook")).isEmpty();
        assertThat(ids("/agents?tag=team:red")).isEmpty();
        assertThat(ids("/agents?q=FINDer")).containsExactly(id);
        refused(call(ALICE, HttpMethod.GET, "/agents?q=!!", null), 400, "invalid-request");
        assertThat(ids("/agents?status=REGISTERED&q=finder")).isEmpty();
        assertThat(ids("/agents?role=worker&owner=blue-team&status=ANY&q=sleeper"))
                .hasSize(1);
    }

    @Test
    void pagesThroughAgentsWithoutRepeatingOrLosingOne() {
        TestCaller pager = TestCaller.in("pages");
        IntStream.range(0, 5)
                .forEach(number -> call(pager, HttpMethod.POST, "/agents", agent("paged-" + number, "1"))
                        .expectStatus()
                        .isCreated());

        String first = body(call(pager, HttpMethod.GET, "/agents?status=ANY&limit=3", null));
        String cursor = JsonPath.read(first, "$.nextCursor");
        String second = body(call(pager, HttpMethod.GET, "/agents?status=ANY&limit=3&cursor=" + cursor, null));

        List<String> names = JsonPath.read(first, "$.items[*].name");
        names.addAll(JsonPath.read(second, "$.items[*].name"));
        assertThat(names).containsExactly("paged-0", "paged-1", "paged-2", "paged-3", "paged-4");
        assertThat(second).doesNotContain("nextCursor");
    }

    @Test
    void showsTheLoadOfTheLastHeartbeat() {
        String id = activate(register("beating", "1"));

        call(ALICE, HttpMethod.POST, "/agents/" + id + "/heartbeat", Map.of("load", 0.25, "responseTime", "PT0.1S"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("ACTIVE")
                .jsonPath("$.nextHeartbeatWithin")
                .isEqualTo("PT30S");

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            String agent = body(call(ALICE, HttpMethod.GET, "/agents/" + id, null));
            assertThat(JsonPath.<Double>read(agent, "$.load")).isEqualTo(0.25);
            assertThat(JsonPath.<String>read(agent, "$.lastHeartbeatAt")).isNotEmpty();
            assertThat(JsonPath.<Integer>read(agent, "$.revision")).isEqualTo(2);
        });
    }

    @Test
    void tellsTheLoadOfTheMomentToWhoHasReadTheRevisionBefore() {
        String id = activate(register("watched-closely", "1"));
        call(ALICE, HttpMethod.POST, "/agents/" + id + "/heartbeat", Map.of("load", 0.25))
                .expectStatus()
                .isOk();

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> client.get()
                        .uri("/agents/" + id)
                        .header(HttpHeaders.AUTHORIZATION, ALICE.bearer())
                        .header(HttpHeaders.IF_NONE_MATCH, "\"2\"")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .valueEquals(HttpHeaders.ETAG, "\"2\"")
                        .expectBody()
                        .jsonPath("$.load")
                        .isEqualTo(0.25));
    }

    @Test
    void saysWhereToFindWhatWasMadeAsAPathOnly() {
        client.post()
                .uri("/agents")
                .header(HttpHeaders.AUTHORIZATION, ALICE.bearer())
                .header("X-Forwarded-Host", "elsewhere.invalid")
                .body(agent("located", "1"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches(HttpHeaders.LOCATION, "/api/v1/agents/[0-9a-f-]{36}");
        call(ALICE, HttpMethod.POST, "/agents?namespace=alpha", agent("located", "2"))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches(HttpHeaders.LOCATION, "/api/v1/agents/[0-9a-f-]{36}\\?namespace=alpha");
        call(ALICE, HttpMethod.POST, "/clusters?namespace=alpha", Map.of("name", "located", "memberIds", List.of()))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches(HttpHeaders.LOCATION, "/api/v1/clusters/[0-9a-f-]{36}\\?namespace=alpha");
    }

    @Test
    void refusesAHeartbeatOfAnAgentItDoesNotKnow() {
        refused(
                call(ALICE, HttpMethod.POST, "/agents/01980000-0000-7000-8000-000000000001/heartbeat", null),
                404,
                "agent-not-found");
    }

    @Test
    void keepsNamespacesApart() {
        String id = activate(register("secret", "1"));

        refused(call(BOB, HttpMethod.GET, "/agents/" + id, null), 404, "agent-not-found");
        refused(call(BOB, HttpMethod.POST, "/agents/" + id + "/heartbeat", null), 404, "agent-not-found");
        refused(
                call(BOB, HttpMethod.POST, "/agents/" + id + "/deactivate", Map.of("reason", "mine")),
                404,
                "agent-not-found");
        assertThat(JsonPath.<List<String>>read(
                        body(call(BOB, HttpMethod.GET, "/agents?status=ANY", null)), "$.items[*].id"))
                .isEmpty();
        call(BOB, HttpMethod.POST, "/agents", agent("secret", "1"))
                .expectStatus()
                .isCreated();
    }

    @Test
    void tellsOthersOfEveryChangeInOrder() {
        String id = activate(register("teller", "1"));
        call(ALICE, HttpMethod.POST, "/agents/" + id + "/deactivate", Map.of("reason", "done"))
                .expectStatus()
                .isOk();

        try (var topic = TestTopic.of(AgentEvent.TOPIC)) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                List<InboundEvent<AgentView>> events = topic.messagesOf(id).stream()
                        .map(message -> codec.decode(message, AgentView.class))
                        .toList();
                assertThat(events)
                        .extracting(InboundEvent::type)
                        .containsExactly("agent-registered", "agent-activated", "agent-deactivated");
                assertThat(events).extracting(InboundEvent::revision).containsExactly(1L, 2L, 3L);
                assertThat(events).allMatch(event -> event.namespace().equals("alpha"));
                assertThat(events.getLast().state().statusReason()).isEqualTo("done");
            });
        }
    }

    @Test
    void offersWhatWasReviewed() {
        OpenApiContract.check(client, "registry");
    }

    @Test
    void asksForTheRightOfEachOperation() {
        OperationRights.check(client);
    }

    @Test
    void usesTopicsAsItsRightsSay(@Autowired ApplicationContext service) {
        KafkaRights.check(service, "registry");
    }

    private static Map<String, Object> agent(String name, String version) {
        return Map.of(
                "name",
                name,
                "version",
                version,
                "owner",
                "blue-team",
                "capabilities",
                List.of("search", "find-" + name),
                "tags",
                Map.of("team", "blue"),
                "maxConcurrency",
                4);
    }

    private String register(String name, String version) {
        return JsonPath.read(
                body(call(ALICE, HttpMethod.POST, "/agents", agent(name, version))
                        .expectStatus()
                        .isCreated()),
                "$.id");
    }

    private String activate(String id) {
        call(ALICE, HttpMethod.POST, "/agents/" + id + "/activate", null)
                .expectStatus()
                .isOk();
        return id;
    }

    private List<String> ids(String path) {
        return JsonPath.read(body(call(ALICE, HttpMethod.GET, path, null)), "$.items[*].id");
    }

    private ResponseSpec call(TestCaller caller, HttpMethod method, String path, Map<String, Object> body) {
        var request = client.method(method).uri(path).header(HttpHeaders.AUTHORIZATION, caller.bearer());
        return body == null ? request.exchange() : request.body(body).exchange();
    }

    private static String refused(ResponseSpec answer, int status, String code) {
        String problem = body(
                answer.expectStatus().isEqualTo(status).expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON));
        assertThat(JsonPath.<String>read(problem, "$.code")).isEqualTo(code);
        return problem;
    }

    private static String body(ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(String.class).returnResult().getResponseBody());
    }
}
