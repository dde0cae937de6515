package io.agentplane.registry.agent;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static io.agentplane.registry.Agents.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/** How the book of agents is changed. */
class AgentBookTests extends RegistryStage {

    @Autowired
    private JdbcClient jdbc;

    private TestApi api;
    private Agents agents;

    @BeforeEach
    void namespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("book-" + UUID.randomUUID()));
        agents = new Agents(api);
    }

    @Test
    void changesWhatIsSaidOfAnAgentAndLeavesTheRest() {
        String id =
                agents.register("coder", "1.0.0", Map.of("tags", Map.of("team", "blue", "tier", "1"), "model", "m-1"));

        String patch = """
                {"maxConcurrency":7, "timeout":"PT1M", "model":null, "tags":{"tier":null,"zone":"eu"}}
                """;
        Map<?, ?> changed = body(api.patch("/agents/" + id, 1, patch), Map.class);

        assertThat(changed.get("maxConcurrency")).isEqualTo(7);
        assertThat(changed.get("timeout")).isEqualTo("PT1M");
        assertThat(changed.get("model")).isNull();
        assertThat(changed.get("tags")).isEqualTo(Map.of("team", "blue", "zone", "eu"));
        assertThat(changed.get("revision")).isEqualTo(2);
        assertThat(changed.get("owner")).isEqualTo("blue-team");
    }

    @Test
    void refusesAChangeOfAnythingButTheLatest() {
        String id = agents.register("coder");

        expectProblem(
                api.request(HttpMethod.PATCH, "/agents/" + id)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Map.of("model", "m"))
                        .exchange(),
                428,
                "revision-required");
        api.patch("/agents/" + id, 1, Map.of("model", "m")).expectStatus().isOk();
        expectProblem(api.patch("/agents/" + id, 1, Map.of("model", "n")), 412, "revision-stale");
        assertThat(agents.get(id).get("model")).isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"maxConcurrency":0}            | maxConcurrency
                    {"name":"other"}                | name
                    {"version":"2"}                 | version
                    {"owner":"me"}                  | owner
                    {"status":"ACTIVE"}             | status
                    {"capabilities":["a b"]}        | capabilities[0]
                    {"tags":{"team":"bad\\u0000"}}  | tags[team]
                    {"endpoint":"http://u:p@host/"} | endpoint
                    {"endpoint":"http://host/#here"} | endpoint
                    {"role":"king"}                 | role
                    {"backupAgentId":"01980000-0000-7000-8000-000000000001"} | backupAgentId
                    """)
    void namesTheFieldOfAChangeThatCannotStand(String patch, String field) {
        String id = agents.register("coder");

        api.patch("/agents/" + id, 1, patch)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .value(String.class, named -> assertThat(named).startsWith(field.replaceAll("\\[team]", "")));
        assertThat(agents.get(id).get("revision")).isEqualTo(1);
    }

    @Test
    void letsTwoChangesAtOnceNeverOverwriteEachOther() throws Exception {
        String id = agents.register("contested");
        List<Callable<Integer>> changes = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            String model = "m-" + number;
            changes.add(() -> api.patch("/agents/" + id, 1, Map.of("model", model))
                    .returnResult(String.class)
                    .getStatus()
                    .value());
        }
        List<Integer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads.invokeAll(changes).stream()
                    .map(Future::resultNow)
                    .sorted()
                    .toList();
        }

        assertThat(answers).containsExactly(200, 412, 412, 412, 412, 412, 412, 412);
    }

    @Test
    void refusesBackupsThatLeadInACircle() {
        String first = agents.register("first");
        String second = agents.register("second", "1.0.0", Map.of("backupAgentId", first));
        String third = agents.register("third", "1.0.0", Map.of("backupAgentId", second));

        for (String backup : List.of(first, second, third)) {
            api.patch("/agents/" + first, 1, Map.of("backupAgentId", backup))
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("backupAgentId");
        }
    }

    @Test
    void neverClosesACircleBetweenTwoChangesAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            String one = agents.register("one-" + round);
            String other = agents.register("other-" + round);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Integer> answers = threads
                        .<Integer>invokeAll(List.of(
                                () -> status(api.patch("/agents/" + one, 1, Map.of("backupAgentId", other))),
                                () -> status(api.patch("/agents/" + other, 1, Map.of("backupAgentId", one)))))
                        .stream()
                        .map(Future::resultNow)
                        .sorted()
                        .toList();
                assertThat(answers).containsExactly(200, 400);
            }
        }
    }

    @Test
    void keepsTheInstancesOfAnAgentApart() {
        String id = agents.register("served", "1.0.0", Map.of("endpoint", "https://one.example/"));
        String added = created(
                        api.post("/agents/" + id + "/instances", Map.of("endpoint", "https://two.example/")), Map.class)
                .get("id")
                .toString();
        created(api.post("/agents/" + id + "/instances", Map.of("endpoint", "https://two.example/")), Map.class);

        assertThat(endpoints(id)).containsExactly("https://one.example/", "https://two.example/");

        api.delete("/agents/" + id + "/instances/" + added).expectStatus().isNoContent();
        expectProblem(api.delete("/agents/" + id + "/instances/" + added), 404, "instance-not-found");
        assertThat(endpoints(id)).containsExactly("https://one.example/");
        api.patch("/agents/" + id, 3, Map.of("endpoint", "https://three.example/"))
                .expectStatus()
                .isOk();
        assertThat(endpoints(id)).containsExactly("https://three.example/");
    }

    @Test
    void givesAFullAgentNoInstanceByAChangeOfItsEndpoint() {
        String id = agents.register("full");
        jdbc.sql("""
                UPDATE agent SET instances = (
                    SELECT jsonb_agg(jsonb_build_object('id', gen_random_uuid(), 'status', 'HEALTHY',
                        'endpoint', 'http://host-' || number || '.example/', 'registeredAt', 1767268800))
                    FROM generate_series(1, 100) AS number)
                WHERE id = :id
                """).param("id", UUID.fromString(id)).update();

        expectProblem(
                api.patch("/agents/" + id, 1, Map.of("endpoint", "https://one.example/", "model", "m")),
                409,
                "too-many-instances");

        assertThat(endpoints(id)).hasSize(100);
        assertThat(agents.get(id).get("model")).isNull();
        assertThat(agents.get(id).get("revision")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host/",
                "http://",
                "http:///path",
                "file:///etc/passwd",
                "https://a:b@host/",
                "host",
                "http://host//",
                "http://host/#"
            })
    void refusesAnEndpointThatIsNoHttpUrl(String endpoint) {
        String id = agents.register("served");

        expectProblem(api.post("/agents/" + id + "/instances", Map.of("endpoint", endpoint)), 400, "invalid-request");
        assertThat(endpoints(id)).isEmpty();
    }

    @Test
    void hidesAllOfItFromOtherNamespaces() {
        String id = agents.register("secret", "1.0.0", Map.of("endpoint", "https://one.example/"));
        TestApi stranger = api.as(TestCaller.in("elsewhere"));

        expectProblem(stranger.patch("/agents/" + id, 1, Map.of("model", "m")), 404, "agent-not-found");
        expectProblem(stranger.post("/agents/" + id + "/transfer", Map.of("owner", "me")), 404, "agent-not-found");
        expectProblem(
                stranger.post("/agents/" + id + "/instances", Map.of("endpoint", "https://x.example/")),
                404,
                "agent-not-found");
        expectProblem(stranger.post("/agents/" + id + "/drain"), 404, "agent-not-found");
        expectProblem(stranger.delete("/agents/" + id), 404, "agent-not-found");
        expectProblem(stranger.get("/agents/" + id + "/events"), 404, "agent-not-found");
        expectProblem(
                stranger.post("/agents", registration("mine", "1", Map.of("backupAgentId", id))),
                400,
                "invalid-request");
    }

    @Test
    void drainsDeactivatesAndEndsAnAgentForGood() {
        String id = agents.register("leaver");
        expectProblem(api.post("/agents/" + id + "/drain"), 409, "illegal-transition");
        agents.activate(id);

        assertThat(body(api.post("/agents/" + id + "/drain", Map.of("timeout", "PT1H")), Map.class)
                        .get("drainUntil"))
                .isNotNull();
        expectProblem(api.post("/agents/" + id + "/decommission"), 409, "illegal-transition");
        agents.deactivate(id);
        assertThat(agents.get(id).get("drainUntil")).isNull();
        assertThat(previewedDecommission(id)).isEqualTo("INACTIVE true");
        agents.decommission(id);
        assertThat(previewedDecommission(id)).isEqualTo("DECOMMISSIONED false");

        for (String verb : List.of("activate", "drain", "decommission")) {
            expectProblem(api.post("/agents/" + id + "/" + verb), 409, "illegal-transition");
        }
        expectProblem(api.patch("/agents/" + id, 5, Map.of("model", "m")), 409, "agent-decommissioned");
        expectProblem(
                api.post("/agents/" + id + "/instances", Map.of("endpoint", "https://x.example/")),
                409,
                "agent-decommissioned");
        expectProblem(api.post("/agents/" + id + "/transfer", Map.of("owner", "me")), 409, "agent-decommissioned");
    }

    private String previewedDecommission(String id) {
        Map<?, ?> preview = body(api.get("/agents/" + id + "/decommission"), Map.class);
        return preview.get("status") + " " + preview.get("possible");
    }

    private List<Object> endpoints(String id) {
        return ((List<?>) agents.get(id).get("instances"))
                .stream()
                        .<Object>map(instance -> ((Map<?, ?>) instance).get("endpoint"))
                        .toList();
    }

    private static int status(RestTestClient.ResponseSpec answer) {
        return answer.returnResult(String.class).getStatus().value();
    }
}
