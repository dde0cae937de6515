package io.agentplane.examples.demo;

import static io.agentplane.examples.demo.Tasks.CODER;
import static io.agentplane.examples.demo.Tasks.REVIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.examples.demo.ControlPlane.Evaluation;
import io.agentplane.examples.demo.ControlPlane.Policy;
import io.agentplane.examples.demo.TaskHistory.Event;
import io.agentplane.examples.demo.Verdict.Refusal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VerdictTests {

    private static final Event FAILED = new Event("task-failed", CODER, 1);
    private static final Event LOST = new Event("task-lease-lost", REVIEWER, 1);

    private final Policy policy = new Policy(UUID.randomUUID(), "cost");
    private final String policyId = policy.id().toString();
    private final Verdict verdict = new Verdict();

    @Test
    void isContentWhenAllIsWell() {
        verdict.allCompletedOnce(1, List.of(Tasks.completed(1)));
        verdict.completedAfterFailures(Tasks.completed(3, FAILED, FAILED), 3);
        verdict.takenOverFrom(REVIEWER, Tasks.completed(2, LOST));
        verdict.refusedBy(policy, new Refusal(403, "policy-denied", policyId, "d-1"));
        verdict.needsApprovalBy(policy, new Evaluation("REQUIRE_APPROVAL", policy.id(), UUID.randomUUID()));

        assertThat(verdict.failures()).isEmpty();
    }

    @Test
    void takesAnAttemptThatWasLostForOneThatFailed() {
        verdict.completedAfterFailures(Tasks.completed(4, FAILED, LOST, FAILED), 3);

        assertThat(verdict.failures()).isEmpty();
    }

    @Test
    void missesATask() {
        verdict.allCompletedOnce(2, List.of(Tasks.completed(1)));

        assertThat(verdict.failures()).containsExactly("1 tasks were accepted instead of 2");
    }

    @Test
    void findsATaskThatIsNotDone() {
        verdict.allCompletedOnce(1, List.of(Tasks.unfinished()));

        assertThat(verdict.failures()).hasSize(1).first().asString().endsWith("is QUEUED instead of COMPLETED");
    }

    @Test
    void findsATaskThatWasDoneTwice() {
        verdict.allCompletedOnce(1, List.of(Tasks.completed(1, Tasks.completion())));

        assertThat(verdict.failures()).hasSize(1).first().asString().endsWith("was completed 2 times");
    }

    @Test
    void countsFailuresAndAttempts() {
        verdict.completedAfterFailures(Tasks.completed(2, FAILED), 3);

        assertThat(verdict.failures()).hasSize(2);
        assertThat(verdict.failures().getFirst()).endsWith("failed 1 times instead of 2");
        assertThat(verdict.failures().getLast()).endsWith("took 2 attempts instead of 3");
    }

    @Test
    void wantsTheLeaseLostByTheDeadAndTheTaskDoneByTheLiving() {
        verdict.takenOverFrom(CODER, Tasks.completed(2, LOST));

        assertThat(verdict.failures()).hasSize(2);
        assertThat(verdict.failures().getFirst()).endsWith("shows no lease lost by agent " + CODER);
        assertThat(verdict.failures().getLast()).endsWith("was finished by " + CODER + ", not by another agent");
    }

    @Test
    void wantsTheTooDearTaskRefused() {
        verdict.refusedBy(policy, null);

        assertThat(verdict.failures()).containsExactly("the task above the cost limit was accepted");
    }

    @Test
    void wantsTheRightRefusal() {
        verdict.refusedBy(policy, new Refusal(400, "bad-request", null, null));

        assertThat(verdict.failures())
                .containsExactly(
                        "the task above the cost limit got 400 bad-request",
                        "the task above the cost limit was refused by policy null instead of " + policyId,
                        "the refusal names no decision");
    }

    @Test
    void wantsTheRightPolicyToAskForApproval() {
        verdict.needsApprovalBy(policy, new Evaluation("ALLOW", null, null));

        assertThat(verdict.failures())
                .containsExactly(
                        "writing to the production database got ALLOW instead of REQUIRE_APPROVAL",
                        "writing to the production database was decided by policy null instead of " + policyId);
    }
}
