package io.agentplane.scheduler;

import static io.agentplane.scheduler.Api.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.scheduler.Api.Held;
import io.agentplane.scheduler.fleet.AgentState;
import io.agentplane.scheduler.fleet.Fleet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class SchedulerServiceIntegrationTests {

    private static final PolicyStub POLICY = new PolicyStub();

    @Autowired
    private RestTestClient client;

    @Autowired
    private Fleet fleet;

    private Api api;

    @DynamicPropertySource
    static void policy(DynamicPropertyRegistry registry) {
        registry.add("agentplane.scheduler.policy-url", POLICY::url);
    }

    @BeforeEach
    void allowEverything() {
        POLICY.decide("ALLOW", 200);
        api = new Api(client, TestCaller.in("n" + UUID.randomUUID()));
    }

    @Test
    void bringsATaskFromSubmissionToCompletion() {
        UUID coder = agent("coder", 2, "code");
        String id = api.submit("{\"type\":\"code\",\"capabilities\":[\"code\"],\"payload\":{\"topic\":\"leases\"}}");

        Held held = api.claim(coder, "{\"max\":5,\"wait\":\"PT5S\"}").getFirst();

        assertThat(held.taskId()).isEqualTo(id);
        assertThat(api.<String>task(id, "$.status")).isEqualTo("RUNNING");
        assertThat(api.<String>task(id, "$.agentId")).isEqualTo(coder.toString());
        assertThat(api.<Integer>task(id, "$.attempt")).isEqualTo(1);
        String completed = ok(
                api.post(
                        "/tasks/" + id + "/complete",
                        "{\"leaseToken\":\"" + held.token() + "\",\"result\":{\"text\":\"done\"}}"),
                200);
        assertThat(JsonPath.<String>read(completed, "$.status")).isEqualTo("COMPLETED");
        assertThat(JsonPath.<String>read(completed, "$.result.text")).isEqualTo("done");
        assertThat(api.history(id))
                .containsExactly("task-submitted", "task-assigned", "task-started", "task-completed");
    }

    private UUID agent(String name, int maxConcurrency, String... capabilities) {
        UUID id = UUID.randomUUID();
        fleet.keep(
                new AgentState(id, name, "ACTIVE", name, List.of(capabilities), maxConcurrency),
                api.caller().namespace(),
                1);
        return id;
    }
}
