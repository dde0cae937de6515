package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.scheduler.Api.Held;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.fleet.Fleet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A scheduler that retries soon and soon takes back what nobody takes up, with agents and a caller of each test's own. */
abstract class QuickStage extends SchedulerStage {

    static final String CODE = "{\"type\":\"code\",\"capabilities\":[\"code\"]}";
    static final String NOBODY_CAN = "{\"type\":\"dream\",\"capabilities\":[\"dream\"]}";
    static final String ONE_SOON = "{\"max\":1,\"wait\":\"PT10S\",\"lease\":\"PT30S\"}";
    static final String MANY_NOW = "{\"max\":100}";

    @Autowired
    private Fleet fleet;

    @Autowired
    JdbcClient jdbc;

    Api api;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("agentplane.scheduler.execution.first-backoff", () -> "100ms");
        registry.add("agentplane.scheduler.execution.claim-timeout", () -> "2s");
    }

    @BeforeEach
    void inANamespaceOfItsOwn() {
        api = new Api(client, TestCaller.in("n" + UUID.randomUUID()));
    }

    Held claimOne(UUID agent) {
        return api.claim(agent, ONE_SOON).getFirst();
    }

    /** Ends a lease at once; a short one could end before a slow test has done what it needs it for. */
    void letLapse(Held held) {
        jdbc.sql("UPDATE task SET lease_until = now() WHERE id = CAST(:id AS uuid) AND status = 'RUNNING'")
                .param("id", held.taskId())
                .update();
    }

    int figure(UUID agent, String name) {
        return JsonPath.read(ok(api.get("/agents/" + agent + "/metrics"), 200), "$." + name);
    }

    /** An active agent that is specialized in its own name. */
    UUID agent(String name, int maxConcurrency, String... capabilities) {
        UUID id = UUID.randomUUID();
        fleet.keep(
                new AgentState(id, name, "ACTIVE", name, List.of(capabilities), maxConcurrency, null, null),
                api.caller().namespace(),
                1);
        return id;
    }
}
