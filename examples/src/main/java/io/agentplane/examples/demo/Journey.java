package io.agentplane.examples.demo;

import io.agentplane.examples.demo.ControlPlane.Evaluation;
import io.agentplane.examples.demo.ControlPlane.Policy;
import io.agentplane.examples.demo.Verdict.Refusal;
import io.agentplane.sdk.Agentplane;
import io.agentplane.sdk.AgentplaneProblemException;
import io.agentplane.sdk.Task;
import io.agentplane.sdk.TaskStatus;
import io.agentplane.sdk.TaskSubmission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The demo from the first policy to the last table. */
final class Journey {

    private static final String PRODUCTION = "database/production";

    private final DemoArguments arguments;
    private final Agentplane agentplane;
    private final ControlPlane administrator;
    private final Display display;
    private final WorkPlan plan = WorkPlan.of();
    private final Verdict verdict = new Verdict();

    Journey(DemoArguments arguments, Agentplane asAdministrator, Display display) {
        this.arguments = arguments;
        this.agentplane = asAdministrator;
        this.administrator = new ControlPlane(asAdministrator);
        this.display = display;
    }

    /** Returns the expectations that were not met. */
    List<String> run() throws InterruptedException, DemoException {
        int left = administrator.retireLeftOvers();
        if (left > 0) {
            display.say("Retired " + left + " agents of an earlier demo that was interrupted");
        }
        Policy cost = administrator.policy(
                "estimated cost above 1 USD is denied", Map.of("estimated_cost_exceeds", 1.0), "DENY");
        Policy production = administrator.policy(
                "production database writes need approval",
                Map.of("action", "write", "resource_prefix", PRODUCTION),
                "REQUIRE_APPROVAL");
        display.say("Two policies rule: " + cost.name() + "; " + production.name());

        String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        try (Team team = new Team(arguments.url(), agentplane, run, arguments.logs())) {
            for (TeamMember member : TeamMember.values()) {
                team.hire(member);
                display.say("The " + member.label() + " is registered, configured and given a prompt: "
                        + team.agentId(member));
            }
            work(team, cost, production);
            return verdict.failures();
        }
    }

    private void work(Team team, Policy cost, Policy production) throws InterruptedException, DemoException {
        UUID abandoned = handToReviewer(team);
        team.activate(TeamMember.CODER);
        display.say("All three are active, and the reviewer holds task " + abandoned);
        mayTheCoderWrite(team, production);

        Map<UUID, Task> tasks = new LinkedHashMap<>();
        tasks.put(abandoned, agentplane.task(abandoned));
        UUID flaky = submit(plan.flaky(), tasks);
        plan.ordinary().forEach(submission -> submit(submission, tasks));
        Refusal refusal = submitTooDear();
        verdict.refusedBy(cost, refusal);
        display.say(tasks.size() + " tasks are accepted" + (refusal == null ? "" : ", one is refused"));

        new Watch(agentplane, team, display).untilAllAreDone(tasks);

        TaskHistory tried = administrator.history(flaky);
        TaskHistory saved = administrator.history(abandoned);
        verdict.allCompletedOnce(
                plan.accepted(),
                tasks.keySet().stream().map(administrator::history).toList());
        verdict.completedAfterFailures(tried, WorkPlan.ATTEMPTS_OF_THE_FLAKY_ONE);
        verdict.takenOverFrom(team.agentId(TeamMember.REVIEWER), saved);
        display.say(new Report(arguments.shownAs(), table(team), cost, refusal, tried, saved).text());
    }

    /** The coder could review too, so it starts only when the reviewer has the task that it is to die with. */
    private UUID handToReviewer(Team team) throws InterruptedException, DemoException {
        team.activate(TeamMember.RESEARCHER);
        team.activate(TeamMember.REVIEWER);
        UUID task = agentplane.submit(plan.abandoned()).id();
        UUID reviewer = team.agentId(TeamMember.REVIEWER);
        Patience.until("the reviewer takes the first review", () -> isHeldBy(reviewer, task));
        return task;
    }

    private boolean isHeldBy(UUID agentId, UUID taskId) {
        Task task = agentplane.task(taskId);
        return task.status() == TaskStatus.RUNNING && agentId.equals(task.agentId());
    }

    private void mayTheCoderWrite(Team team, Policy production) throws InterruptedException {
        String resource = PRODUCTION + "/orders";
        UUID coder = team.agentId(TeamMember.CODER);
        Evaluation answer = Patience.untilHeardOf(() -> administrator.evaluate(coder, "write", resource, Map.of()));
        display.say("May the coder write to " + resource + "? " + answer.decision());
        verdict.needsApprovalBy(production, answer);
    }

    private UUID submit(TaskSubmission submission, Map<UUID, Task> tasks) {
        Task task = agentplane.submit(submission);
        tasks.put(task.id(), task);
        return task.id();
    }

    private @Nullable Refusal submitTooDear() {
        try {
            agentplane.submit(plan.tooDear());
            return null;
        } catch (AgentplaneProblemException problem) {
            return Refusal.of(problem);
        }
    }

    private AgentTable table(Team team) {
        AgentTable table = new AgentTable();
        for (TeamMember member : TeamMember.values()) {
            table.add(member.label(), administrator.metrics(team.agentId(member)));
        }
        return table;
    }
}
