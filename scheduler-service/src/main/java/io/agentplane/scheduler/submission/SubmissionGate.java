package io.agentplane.scheduler.submission;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.ServiceClients;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.scheduler.submission.PolicyClient.Decision;
import io.agentplane.scheduler.submission.PolicyClient.Question;
import io.agentplane.scheduler.submission.PolicyClient.Questions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Asks the policy service before a task is stored. */
@Component
class SubmissionGate {

    private final PolicyClient policy;
    private final PayloadDigest digests;

    SubmissionGate(ServiceClients clients, SubmissionSettings settings, PayloadDigest digests) {
        this.digests = digests;
        policy = clients.create(PolicyClient.class, "policy", settings.policyUrl(), settings.policyTimeout());
    }

    void requireOpen(SubmitTaskRequest task) {
        require(policy.evaluate(question(task)), "this task");
    }

    /** One objection stops the whole batch. */
    void requireOpen(List<SubmitTaskRequest> tasks) {
        List<Question> questions = tasks.stream().map(this::question).toList();
        List<Decision> decisions =
                policy.evaluate(new Questions(questions, true)).items();
        if (decisions.size() != tasks.size()) {
            throw PlatformProblem.UPSTREAM_UNAVAILABLE.because(
                    "The policy service, which has to agree, did not decide on every task; nothing was changed");
        }
        // What is denied first: then nobody has been asked to approve the others.
        IntStream.range(0, decisions.size())
                .boxed()
                .sorted(Comparator.comparing(index -> decisions.get(index).decision() != Decision.Verdict.DENY))
                .forEach(index -> require(decisions.get(index), "tasks[" + index + "]"));
    }

    private Question question(SubmitTaskRequest task) {
        Caller caller = Caller.current();
        return new Question(
                Objects.requireNonNullElse(caller.agentId(), caller.id()),
                Objects.requireNonNull(task.action()),
                task.resource(),
                task.policyContext(digests));
    }

    private static void require(Decision decision, String task) {
        switch (decision.decision()) {
            case ALLOW -> {}
            case DENY -> throw refusal(SubmissionProblem.POLICY_DENIED.because("A policy forbids " + task), decision);
            case REQUIRE_APPROVAL ->
                throw refusal(
                        SubmissionProblem.APPROVAL_REQUIRED.because(
                                "A policy requires approval for " + task + "; submit it again once it is given"),
                        decision);
        }
    }

    private static DomainException refusal(DomainException refusal, Decision decision) {
        refusal.with("decisionId", decision.decisionId());
        if (decision.policyId() != null) {
            refusal.with("policyId", decision.policyId());
        }
        return decision.approvalId() == null ? refusal : refusal.with("approvalId", decision.approvalId());
    }
}
