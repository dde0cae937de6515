package io.agentplane.registry.agent;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.registry.Agents.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.registry.Agents;
import io.agentplane.registry.RegistryStage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/** An agent that says what it has to work with goes through its whole life like any other. */
class AgentResourcesTests extends RegistryStage {

    private static final Map<String, Object> GIVEN = Map.of("cpu", 1, "memory", 4_000_000_000L);
    private static final Map<String, Object> SHOWN =
            Map.of("cpu", 1.0, "memory", 4_000_000_000L, "storage", 0, "bandwidth", 0);

    @Autowired
    private JdbcClient jdbc;

    private TestApi api;
    private Agents agents;

    @BeforeEach
    void namespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in("resources-" + UUID.randomUUID()));
        agents = new Agents(api);
    }

    @Test
    void areShownWhereverTheAgentIs() {
        String id = agents.register("equipped", "1.0.0", Map.of("resources", GIVEN));

        assertThat(agents.get(id).get("resources")).isEqualTo(SHOWN);
        assertThat(agents.found("?status=ANY")).containsExactly("equipped");
        assertThat(body(api.get("/agents/" + id + "/events"), String.class)).contains("4000000000");
    }

    @Test
    void areChangedPartByPart() {
        String id = agents.register("equipped", "1.0.0", Map.of("resources", GIVEN));

        Map<?, ?> changed =
                body(api.patch("/agents/" + id, 1, Map.of("resources", Map.of("cpu", 0.5, "storage", 7))), Map.class);

        assertThat(changed.get("resources"))
                .isEqualTo(Map.of("cpu", 0.5, "memory", 4_000_000_000L, "storage", 7, "bandwidth", 0));
        assertThat(agents.get(id)).isEqualTo(changed);
        body(api.patch("/agents/" + id, 2, "{\"resources\":null}"), Map.class);
        assertThat(agents.get(id).get("resources")).isNull();
    }

    @Test
    void areRankedWithTheAgent() {
        String id = agents.register("equipped", "1.0.0", Map.of("resources", GIVEN, "capabilities", List.of("work")));
        jdbc.sql("UPDATE agent SET status = 'ACTIVE' WHERE id = :id")
                .param("id", UUID.fromString(id))
                .update();

        assertThat(body(api.post("/agents/rank", Map.of("capabilities", List.of("work"))), String.class))
                .contains("4000000000");
    }

    @Test
    void moveToAnotherRegistryAsTheyAre() {
        agents.register("equipped", "1.0.0", Map.of("resources", GIVEN));
        String lines = body(api.get("/agents/export"), String.class);
        var elsewhere = new Agents(api.as(TestCaller.in("resources-" + UUID.randomUUID())));

        Map<?, ?> done = body(
                elsewhere
                        .api()
                        .request(HttpMethod.POST, "/agents/import")
                        .contentType(MediaType.APPLICATION_NDJSON)
                        .body(lines)
                        .exchange(),
                Map.class);

        assertThat(done.get("registered")).isEqualTo(1);
        assertThat(body(elsewhere.api().get("/agents/export"), String.class))
                .isEqualTo(lines)
                .contains("4000000000");
    }

    @Test
    void areTheSameWhenTheRegistrationIsRepeated() {
        var request = registration("equipped", "1.0.0", Map.of("resources", GIVEN));

        Map<?, ?> first = created(keyed(request), Map.class);
        Map<?, ?> again = created(keyed(request), Map.class);

        assertThat(again).isEqualTo(first);
        assertThat(again.get("resources")).isEqualTo(SHOWN);
    }

    private RestTestClient.ResponseSpec keyed(Map<String, Object> registration) {
        return api.request(HttpMethod.POST, "/agents")
                .header("Idempotency-Key", "once")
                .body(registration)
                .exchange();
    }

    @Test
    void keepNobodyFromEndingTheAgent() {
        String id = agents.register("equipped", "1.0.0", Map.of("resources", GIVEN));

        assertThat(body(api.get("/agents/" + id + "/decommission"), Map.class).get("possible"))
                .isEqualTo(true);
        agents.decommission(id);

        assertThat(agents.get(id).get("status")).isEqualTo("DECOMMISSIONED");
    }
}
