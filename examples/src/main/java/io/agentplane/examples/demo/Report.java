package io.agentplane.examples.demo;

import io.agentplane.examples.demo.ControlPlane.Policy;
import io.agentplane.examples.demo.Verdict.Refusal;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What is shown when the work is done. */
record Report(
        URI url, AgentTable table, Policy cost, @Nullable Refusal refusal, TaskHistory flaky, TaskHistory saved) {

    String text() {
        String api = url.toString().replaceFirst("/+$", "") + "/api/v1";
        return """

                %s

                %s
                Stubborn: task %s is %s at attempt %d
                Abandoned by its agent: task %s is %s at attempt %d

                Where to look next, with the administrator's key in the header X-API-Key:
                  %s/tasks/%s/events    what became of the abandoned one
                  %s/agents?status=ANY    the agents
                  %s/policies    the policies
                The whole API, to try out: %s""".formatted(
                        table.text(),
                        refused(),
                        flaky.task().id(),
                        flaky.task().status(),
                        flaky.task().attempt(),
                        saved.task().id(),
                        saved.task().status(),
                        saved.task().attempt(),
                        api,
                        saved.task().id(),
                        api,
                        api,
                        url.resolve("/swagger-ui.html"));
    }

    private String refused() {
        String task = "a task for " + WorkPlan.COST_OF_THE_DEAR_ONE + " USD";
        return refusal == null
                ? "Not refused: " + task
                : "Refused: " + task + ", by policy \"" + cost.name() + "\", decision " + refusal.decisionId();
    }
}
