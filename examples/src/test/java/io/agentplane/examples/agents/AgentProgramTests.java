package io.agentplane.examples.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agentplane.examples.agents.AgentSettings.Role;
import io.agentplane.sdk.ScriptedGateway;
import io.agentplane.sdk.ScriptedGateway.Answer;
import io.agentplane.sdk.Task;
import io.agentplane.sdk.TaskRejectedException;
import io.agentplane.sdk.TaskStatus;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class AgentProgramTests {

    private static final UUID AGENT = UUID.randomUUID();

    private final ScriptedGateway gateway = new ScriptedGateway();

    @BeforeEach
    void answer() {
        Map<String, Object> agent = Map.of(
                "id",
                AGENT,
                "name",
                "coordinator-1",
                "version",
                "1.0.0",
                "status",
                "ACTIVE",
                "maxConcurrency",
                2,
                "capabilities",
                List.of());
        gateway.on("POST /agents", request -> new Answer(201, agent));
        Map<String, Object> registered = new HashMap<>(agent);
        registered.put("status", "REGISTERED");
        gateway.on("GET /agents/{id}", request -> Answer.ok(registered));
        gateway.on("POST /agents/{id}/activate", request -> Answer.ok(agent));
        gateway.on("POST /agents/{id}/deactivate", request -> Answer.ok(agent));
        gateway.on("POST /agents/{id}/heartbeat", request -> Answer.ok(Map.of("nextHeartbeatWithin", "PT2S")));
        gateway.on("POST /agents/{id}/tasks/claim", request -> Answer.ok(List.of()));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aCoordinatorGoesToWorkAndTakesItsLeave() throws Exception {
        var settings = new AgentSettings(
                Role.COORDINATOR, "coordination", 2, URI.create("http://127.0.0.1:0"), gateway.uri(), "ap_x", "c0ffee");
        AgentProgram program = new AgentProgram(settings);

        program.start();
        await().until(() -> !gateway.received("POST /agents/{id}/heartbeat").isEmpty());
        program.stop();

        assertThat(gateway.received("POST /agents")).hasSize(2);
        assertThat(gateway.received("POST /agents/{id}/activate")).hasSize(2);
        assertThat(gateway.received("POST /agents/{id}/deactivate")).hasSize(2);
    }

    @Test
    void eachKindOfAgentGetsAKeyThatIsKeptWhileItOpens(@TempDir Path folder) throws Exception {
        gateway.on("GET /me", request -> Answer.ok(Map.of()));
        gateway.on("POST /principals", request -> new Answer(201, Map.of("id", UUID.randomUUID())));
        gateway.on("PUT /role-bindings", request -> Answer.ok(Map.of()));
        gateway.on("POST /api-keys", request -> new Answer(201, Map.of("secret", "ap_" + UUID.randomUUID())));
        Path administrator = Files.writeString(folder.resolve("admin"), "ap_admin");
        Files.createDirectories(folder.resolve("coordinator"));
        Files.createDirectories(folder.resolve("worker"));
        String[] arguments = {gateway.uri().toString(), administrator.toString(), folder.toString()};

        AccessJob.main(arguments);
        String key = Files.readString(folder.resolve("worker/key"));
        AccessJob.main(arguments);

        assertThat(key).startsWith("ap_");
        assertThat(folder.resolve("worker/key")).hasContent(key);
        assertThat(gateway.received("PUT /role-bindings"))
                .extracting(request -> request.body().path("role").asString())
                .containsExactly("AGENT_MANAGER", "SERVICE_ACCOUNT");
    }

    @Test
    void aWorkerDoesWhatItIsGoodAt() throws Exception {
        SpecialWork work = new SpecialWork("research");

        assertThat(work.handle(task(Map.of("topic", "bees"))).toString()).contains("research of bees is done");
        assertThatThrownBy(() -> work.handle(task(Map.of()))).isInstanceOf(TaskRejectedException.class);
    }

    private static Task task(Object payload) {
        return new Task(
                UUID.randomUUID(),
                "research",
                new JsonMapper().valueToTree(payload),
                5,
                TaskStatus.RUNNING,
                null,
                1,
                3,
                null,
                null,
                null,
                null,
                1);
    }
}
