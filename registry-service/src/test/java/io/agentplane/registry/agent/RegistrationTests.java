package io.agentplane.registry.agent;

import static io.agentplane.platform.test.TestApi.expectProblem;
import static io.agentplane.registry.Agents.registration;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryStage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** What can be registered, and how often. */
class RegistrationTests extends RegistryStage {

    private TestApi api;
    private Agents agents;

    @BeforeEach
    void namespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("registration-" + UUID.randomUUID()));
        agents = new Agents(api);
    }

    @Test
    void refusesTheSameNameAndVersionTwiceHoweverCloseTheTwoCome() throws Exception {
        List<Integer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads
                    .invokeAll(IntStream.range(0, 8)
                            .<Callable<Integer>>mapToObj(any -> () -> api.post("/agents", twin())
                                    .returnResult(String.class)
                                    .getStatus()
                                    .value())
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .sorted()
                    .toList();
        }

        assertThat(answers).containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
        expectProblem(api.post("/agents", twin()), 409, "agent-already-registered");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "team ",
                " team",
                "team\u200b",
                "\u00a0team",
                "a\u2028b",
                "te\u200bam",
                "te\u202eam",
                "te\u00adam",
                "te\u034fam",
                "te\ufe0fam",
                "cafe\u0301"
            })
    void refusesAnOwnerThatNoPathCanName(String owner) {
        expectProblem(api.post("/agents", registration("owned", "1", Map.of("owner", owner))), 400, "invalid-request");
        String id = agents.register("transferred");
        expectProblem(api.post("/agents/" + id + "/transfer", Map.of("owner", owner)), 400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"财务", "a/b", "50%", "a..b"})
    void takesAnyOwnerThatAPathCanName(String owner) {
        api.post("/agents", registration("owned", "1", Map.of("owner", owner)))
                .expectStatus()
                .isCreated();
    }

    /** Their budgets are two as well. */
    @Test
    void takesCapitalsForAnotherOwner() {
        agents.register("owned", "1", Map.of("owner", "team"));

        expectProblem(
                api.post("/agents", registration("owned", "2", Map.of("owner", "Team"))), 409, "name-owned-by-another");
    }

    private static Map<String, Object> twin() {
        return registration("twin", "1", Map.of());
    }

    @Test
    void repeatsTheAnswerForARepeatedIdempotencyKey() {
        String first = text(postWithKey("key-1", "repeated"));
        String second = text(postWithKey("key-1", "repeated"));

        assertThat(second).isEqualTo(first);
        assertThat(agents.found("?status=ANY")).containsExactly("repeated");
        expectProblem(postWithKey("key-1", "another"), 422, "idempotency-key-reused");
    }

    private ResponseSpec postWithKey(String key, String name) {
        return api.request(HttpMethod.POST, "/agents")
                .header("Idempotency-Key", key)
                .body(registration(name, "1", Map.of()))
                .exchange();
    }

    private static String text(ResponseSpec answer) {
        return String.valueOf(answer.expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"name":"bad\\u0007name","version":"1","owner":"o"} | name
                    {"name":"n","version":"1","owner":""}               | owner
                    {agent, "role":"king"}                              | role
                    {agent, "maxConcurrency":-1}                        | maxConcurrency
                    {agent, "resources":{"cpu":1e309}}                  | resources.cpu
                    {agent, "resources":{"memory":-1}}                  | resources.memory
                    {agent, "maxConcurrency":1.5}                       | maxConcurrency
                    {agent, "maxConcurrency":"2"}                       | maxConcurrency
                    {agent, "maxConcurrency":99999999999999999999}      | maxConcurrency
                    {agent, "endpoint":"file:///etc/passwd"}            | endpoint
                    {agent, "timeout":"PT0S"}                           | timeout
                    {agent, "capabilities":["a b"]}                     | capabilities[0]
                    {agent, "capabilities":[null]}                      | capabilities[0]
                    {agent, "resources":{"cpu":-1}}                     | resources.cpu
                    {agent, "statusReason":"x"}                         | statusReason
                    {"version":"1","owner":"o"}                         | name
                    {agent, "description":"a\\u0085b"}                  | description
                    {agent, "description":"a\\ud800b"}                  | description
                    {agent, "tags":{"team":"\\udc00"}}                  | tags.team
                    {agent, "endpoint":"http://:80/"}                   | endpoint
                    {agent, "endpoint":"http://host:65536/"}            | endpoint
                    {agent, "endpoint":"http://host:1:2/"}              | endpoint
                    {agent, "endpoint":"http://host/#here"}             | endpoint
                    {agent, "endpoint":"http://host//"}                 | endpoint
                    """)
    void namesTheFieldThatCannotStand(String registration, String field) {
        String answer = api.request(HttpMethod.POST, "/agents")
                .contentType(MediaType.APPLICATION_JSON)
                .body(registration.replace("{agent,", "{\"name\":\"n\",\"version\":\"1\",\"owner\":\"o\","))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(JsonPath.<String>read(answer, "$.code")).isEqualTo("invalid-request");
        assertThat(JsonPath.<List<String>>read(answer, "$.errors[*].field")).contains(field);
        assertThat(agents.found("?status=ANY")).isEmpty();
    }
}
