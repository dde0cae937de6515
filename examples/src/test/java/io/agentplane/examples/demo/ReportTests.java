package io.agentplane.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.examples.demo.ControlPlane.Policy;
import io.agentplane.examples.demo.Verdict.Refusal;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTests {

    @Test
    void saysWhatWasSpecialAndWhereToLook() {
        String id = Tasks.completed(1).task().id().toString();

        assertThat(report(new Refusal(403, "policy-denied", "p-1", "d-1")).text())
                .contains("Refused: a task for 2.50 USD, by policy \"cost\", decision d-1")
                .contains("Stubborn: task " + id + " is COMPLETED at attempt 3")
                .contains("  http://127.0.0.1:8080/api/v1/tasks/" + id + "/events    what became of the abandoned one")
                .endsWith("The whole API, to try out: http://127.0.0.1:8080/swagger-ui.html");
    }

    @Test
    void doesNotClaimARefusalThatWasNone() {
        assertThat(report(null).text()).contains("Not refused: a task for 2.50 USD");
    }

    private static Report report(@Nullable Refusal refusal) {
        return new Report(
                URI.create("http://127.0.0.1:8080/"),
                new AgentTable(),
                new Policy(UUID.randomUUID(), "cost"),
                refusal,
                Tasks.completed(3),
                Tasks.completed(2));
    }
}
