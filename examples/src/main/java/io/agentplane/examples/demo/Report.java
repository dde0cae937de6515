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

                Refused: a task for %s USD, by policy "%s", %s
                Stubborn: task %s took %d attempts
                Saved: task %s outlived its agent, another one finished it

                Where to look next, with the administrator's key in the header X-API-Key:
                  %s/tasks/%s/events    how it was saved
                  %s/agents?status=ANY    the agents
                  %s/policies    the policies
                The whole API, to try out: %s""".formatted(
                        table.text(),
                        WorkPlan.COST_OF_THE_DEAR_ONE,
                        cost.name(),
                        decision(),
                        flaky.task().id(),
                        flaky.task().attempt(),
                        saved.task().id(),
                        api,
                        saved.task().id(),
                        api,
                        api,
                        url.resolve("/swagger-ui.html"));
    }

    private String decision() {
        String decisionId = refusal == null ? null : refusal.decisionId();
        return decisionId == null ? "no, it was not" : "decision " + decisionId;
    }
}
