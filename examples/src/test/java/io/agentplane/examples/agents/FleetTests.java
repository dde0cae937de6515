package io.agentplane.examples.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.examples.agents.AgentSettings.Role;
import io.agentplane.sdk.Agentplane;
import io.agentplane.sdk.ScriptedGateway;
import io.agentplane.sdk.ScriptedGateway.Answer;
import io.agentplane.sdk.ScriptedGateway.Received;
import io.agentplane.sdk.Task;
import io.agentplane.sdk.TaskRejectedException;
import io.agentplane.sdk.TaskStatus;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FleetTests {

    private static final UUID AGENT = UUID.randomUUID();
    private static final String TAKEN = "agent-already-registered";

    private final ScriptedGateway gateway = new ScriptedGateway();
    private Agentplane agentplane;
    private Fleet fleet;

    @BeforeEach
    void connect() {
        agentplane = Agentplane.connect(gateway.uri(), "ap_x");
        fleet = new Fleet(agentplane);
    }

    @AfterEach
    void close() {
        agentplane.close();
        gateway.close();
    }

    @Test
    void goesOnAsTheAgentThatItWas() {
        gateway.on("POST /agents", request -> Answer.problem(409, TAKEN));
        gateway.on("GET /agents", request -> Answer.ok(Map.of("items", List.of(agent("DEGRADED", "1.0.0")))));

        assertThat(fleet.join(settings(), 1).id()).isEqualTo(AGENT);
    }

    @Test
    void comesBackInItsNextVersionOnceItsServiceHasEnded() {
        gateway.on(
                "POST /agents",
                request -> version(request).equals("1.0.0")
                        ? Answer.problem(409, TAKEN)
                        : new Answer(201, agent("REGISTERED", version(request))));
        gateway.on("GET /agents", request -> Answer.ok(Map.of("items", List.of(agent("INACTIVE", "1.0.0")))));

        assertThat(fleet.join(settings(), 1).version()).isEqualTo("1.0.1");
    }

    @Test
    void theFrontDeskPutsOnlyWorkersOfTheFleetToWork() throws Exception {
        gateway.on("POST /agents/{id}/activate", request -> Answer.ok(agent("ACTIVE", "1.0.0")));
        gateway.on("POST /agents/{id}/deactivate", request -> Answer.ok(agent("INACTIVE", "1.0.0")));
        Map<String, Object> worker = agent("REGISTERED", "1.0.0");
        gateway.on(
                "GET /agents/{id}",
                request -> Answer.ok(
                        request.part(1).equals(AGENT.toString())
                                ? worker
                                : Map.of(
                                        "id",
                                        request.part(1),
                                        "role",
                                        "WORKER",
                                        "specialization",
                                        "research",
                                        "tags",
                                        Map.of())));

        try (FrontDesk desk = FrontDesk.open(0, fleet, agentplane)) {
            Coordinator coordinator = new Coordinator(URI.create("http://127.0.0.1:" + desk.port()));
            coordinator.reportForDuty(AGENT);
            coordinator.takeLeave(AGENT);
            assertThatThrownBy(() -> coordinator.reportForDuty(UUID.randomUUID()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("404 no worker of this fleet");
        }

        assertThat(gateway.received("POST /agents/{id}/activate")).hasSize(1);
        assertThat(gateway.received("POST /agents/{id}/deactivate")).hasSize(1);
    }

    @Test
    void leavesAtWorkWhoCameBackFromACrash() throws Exception {
        gateway.on("GET /agents/{id}", request -> Answer.ok(agent("ACTIVE", "1.0.0")));

        try (FrontDesk desk = FrontDesk.open(0, fleet, agentplane)) {
            new Coordinator(URI.create("http://127.0.0.1:" + desk.port())).reportForDuty(AGENT);
        }

        assertThat(gateway.received("POST /agents/{id}/activate")).isEmpty();
    }

    @Test
    void theFrontDeskPassesOnWhatTheControlPlaneRefuses() throws Exception {
        gateway.on("GET /agents/{id}", request -> Answer.ok(agent("REGISTERED", "1.0.0")));
        gateway.on("POST /agents/{id}/activate", request -> Answer.problem(403, "policy-denied"));

        try (FrontDesk desk = FrontDesk.open(0, fleet, agentplane)) {
            Coordinator coordinator = new Coordinator(URI.create("http://127.0.0.1:" + desk.port()));
            assertThatThrownBy(() -> coordinator.reportForDuty(AGENT)).hasMessageContainingAll("403", "policy-denied");
        }
    }

    @Test
    void dividesATaskAmongTheSpecializations() throws Exception {
        gateway.on("GET /agents", request -> Answer.ok(Map.of("items", List.of(agent("ACTIVE", "1.0.0")))));
        AtomicInteger asked = new AtomicInteger();
        Task whole = task(TaskStatus.RUNNING, Map.of("topic", "bees"), null);
        gateway.on("POST /tasks", request -> new Answer(201, task(TaskStatus.QUEUED, null, null)));
        gateway.on(
                "GET /tasks/{id}",
                request -> Answer.ok(
                        asked.incrementAndGet() < 2
                                ? task(TaskStatus.RUNNING, null, null)
                                : task(TaskStatus.COMPLETED, null, Map.of("text", "done"))));

        Object result = new DividedWork(agentplane, fleet).handle(whole);

        assertThat(result.toString()).contains("bees", "research", "done");
        assertThat(gateway.received("POST /tasks")).singleElement().satisfies(request -> {
            assertThat(request.header("Idempotency-key")).isEqualTo(whole.id() + " research");
            assertThat(request.body().path("specialization").asString()).isEqualTo("research");
        });
    }

    @Test
    void aPartThatFailsEndsTheWhole() {
        gateway.on("GET /agents", request -> Answer.ok(Map.of("items", List.of(agent("ACTIVE", "1.0.0")))));
        gateway.on("POST /tasks", request -> new Answer(201, task(TaskStatus.DEAD, null, null)));

        assertThatThrownBy(() -> new DividedWork(agentplane, fleet)
                        .handle(task(TaskStatus.RUNNING, Map.of("topic", "bees"), null)))
                .isInstanceOf(TaskRejectedException.class)
                .hasMessageContaining("ended as DEAD");
    }

    private AgentSettings settings() {
        return new AgentSettings(
                Role.WORKER, "research", 1, URI.create("http://coordinator:8090"), gateway.uri(), "ap_x", "c0ffee");
    }

    private static String version(Received request) {
        return request.body().path("version").asString();
    }

    private static Map<String, Object> agent(String status, String version) {
        return Map.of(
                "id",
                AGENT,
                "name",
                "worker-research-c0ffee-1",
                "version",
                version,
                "status",
                status,
                "role",
                "WORKER",
                "specialization",
                "research",
                "tags",
                Fleet.TAGS,
                "capabilities",
                List.of("research"));
    }

    private static Task task(TaskStatus status, Object payload, Object result) {
        JsonMapper json = new JsonMapper();
        return new Task(
                UUID.randomUUID(),
                "report",
                payload == null ? null : json.valueToTree(payload),
                5,
                status,
                null,
                1,
                3,
                result == null ? null : json.valueToTree(result),
                null,
                null,
                null,
                1);
    }
}
