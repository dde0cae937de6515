package io.agentplane.examples.demo;

import io.agentplane.examples.demo.ControlPlane.Evaluation;
import io.agentplane.examples.demo.ControlPlane.Policy;
import io.agentplane.sdk.AgentplaneProblemException;
import io.agentplane.sdk.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether all was as it should be: the expectations that were not met, none if all is well. */
final class Verdict {

    /** How the control plane answered the task that was too dear; null when it took it. */
    record Refusal(
            int status,
            String code,
            @Nullable String policyId,
            @Nullable String decisionId) {

        static Refusal of(AgentplaneProblemException problem) {
            return new Refusal(
                    problem.status(),
                    problem.code(),
                    problem.extension("policyId").orElse(null),
                    problem.extension("decisionId").orElse(null));
        }
    }

    private final List<String> failures = new ArrayList<>();

    List<String> failures() {
        return List.copyOf(failures);
    }

    void allCompletedOnce(int expected, List<TaskHistory> histories) {
        expect(histories.size() == expected, histories.size() + " tasks were accepted instead of " + expected);
        for (TaskHistory history : histories) {
            String task = "task " + history.task().id();
            TaskStatus status = history.task().status();
            long times = history.count("task-completed");
            expect(status == TaskStatus.COMPLETED, task + " is " + status + " instead of COMPLETED");
            expect(status != TaskStatus.COMPLETED || times == 1, task + " was completed " + times + " times");
        }
    }

    void completedAfterFailures(TaskHistory flaky, int attempts) {
        String task = "flaky task " + flaky.task().id();
        // While the control plane was away, an attempt may have been lost instead.
        long failed = flaky.count("task-failed") + flaky.count("task-lease-lost");
        expect(failed >= attempts - 1, task + " failed " + failed + " times instead of " + (attempts - 1));
        expect(
                flaky.task().attempt() >= attempts,
                task + " took " + flaky.task().attempt() + " attempts instead of " + attempts);
    }

    void takenOverFrom(UUID deadAgent, TaskHistory abandoned) {
        String task = "abandoned task " + abandoned.task().id();
        UUID finisher = abandoned.task().agentId();
        expect(abandoned.happenedTo("task-lease-lost", deadAgent), task + " shows no lease lost by agent " + deadAgent);
        expect(
                finisher != null && !finisher.equals(deadAgent),
                task + " was finished by " + finisher + ", not by another agent");
    }

    void refusedBy(Policy policy, @Nullable Refusal refusal) {
        if (refusal == null) {
            failures.add("the task above the cost limit was accepted");
            return;
        }
        expect(
                refusal.status() == 403 && refusal.code().equals("policy-denied"),
                "the task above the cost limit got " + refusal.status() + " " + refusal.code());
        expect(
                policy.id().toString().equals(refusal.policyId()),
                "the task above the cost limit was refused by policy " + refusal.policyId() + " instead of "
                        + policy.id());
        expect(refusal.decisionId() != null, "the refusal names no decision");
    }

    void needsApprovalBy(Policy policy, Evaluation evaluation) {
        expect(
                evaluation.decision().equals("REQUIRE_APPROVAL"),
                "writing to the production database got " + evaluation.decision() + " instead of REQUIRE_APPROVAL");
        expect(
                policy.id().equals(evaluation.policyId()),
                "writing to the production database was decided by policy " + evaluation.policyId() + " instead of "
                        + policy.id());
    }

    private void expect(boolean met, String otherwise) {
        if (!met) {
            failures.add(otherwise);
        }
    }
}
