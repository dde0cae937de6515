package io.agentplane.scheduler.submission;

import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.ServiceClients;
import io.agentplane.platform.json.ExactJson;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.scheduler.submission.PolicyClient.Decision;
import io.agentplane.scheduler.submission.PolicyClient.Question;
import io.agentplane.scheduler.submission.PolicyClient.Questions;
import io.agentplane.scheduler.task.NewTask;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the policy service before a task is queued, for the first time or again. */
@Component
class SubmissionGate {

    private final PolicyClient policy;

    SubmissionGate(ServiceClients clients, SubmissionSettings settings) {
        policy = clients.create(PolicyClient.class, "policy", settings.policyUrl(), settings.policyTimeout());
    }

    /** @param key the submission's idempotency key */
    void requireOpen(NewTask task, @Nullable IdempotencyKey key) {
        Decision decision = policy.evaluate(question(task, key));
        if (decision.decision() != Decision.Verdict.ALLOW) {
            throw refusal(new Objection("this task", decision));
        }
    }

    /** One objection stops the whole batch. */
    void requireOpen(List<NewTask> tasks, @Nullable IdempotencyKey key) {
        List<Question> questions =
                tasks.stream().map(task -> question(task, key)).toList();
        List<Decision> decisions =
                policy.evaluate(new Questions(questions, true)).items();
        if (decisions.size() != tasks.size()) {
            throw PlatformProblem.UPSTREAM_UNAVAILABLE.because(
                    "The policy service, which has to agree, did not decide on every task; nothing was changed");
        }
        List<Objection> objections = IntStream.range(0, decisions.size())
                .mapToObj(index -> new Objection("tasks[" + index + "]", decisions.get(index)))
                .filter(objection -> objection.decision().decision() != Decision.Verdict.ALLOW)
                .sorted(Comparator.comparing(Objection::weight))
                .toList();
        if (!objections.isEmpty()) {
            DomainException refusal = refusal(objections.getFirst());
            List<UUID> awaited =
                    objections.stream().flatMap(Objection::awaited).distinct().toList();
            throw awaited.isEmpty() ? refusal : refusal.with("approvalIds", awaited);
        }
    }

    /** Whoever queues it asks, for itself if it is an agent. */
    private Question question(NewTask task, @Nullable IdempotencyKey key) {
        Caller caller = Caller.current();
        return new Question(
                Objects.requireNonNullElse(caller.agentId(), caller.id()),
                task.action(),
                task.resource(),
                context(task),
                key == null ? null : key.value());
    }

    /**
     * What a policy can test for; absent ones are left out. The payload's digest binds an approval to this payload; the same
     * task has the same context whenever it is queued, also where the database writes a number in another way.
     */
    private Map<String, Object> context(NewTask task) {
        Map<String, Object> context = new HashMap<>(Map.of(
                "task_type",
                task.type(),
                "priority",
                task.priority(),
                "capabilities",
                List.copyOf(task.capabilities())));
        put(context, "specialization", task.specialization());
        put(context, "estimated_cost", task.estimatedCost());
        put(context, "payload_digest", task.payload() == null ? null : ExactJson.sha256(task.payload()));
        return context;
    }

    private static void put(Map<String, Object> context, String name, @Nullable Object value) {
        if (value != null) {
            context.put(name, value);
        }
    }

    private static DomainException refusal(Objection objection) {
        Decision decision = objection.decision();
        DomainException refusal = decision.decision() == Decision.Verdict.DENY
                ? SubmissionProblem.POLICY_DENIED.because("A policy forbids " + objection.task())
                : SubmissionProblem.APPROVAL_REQUIRED.because(
                        "A policy requires approval for " + objection.task() + "; repeat the request once it is given");
        refusal.with("decisionId", decision.decisionId());
        if (decision.policyId() != null) {
            refusal.with("policyId", decision.policyId());
        }
        return decision.approvalId() == null ? refusal : refusal.with("approvalId", decision.approvalId());
    }

    /** What stands against a task. */
    private record Objection(String task, Decision decision) {

        /**
         * What is denied comes first: then nobody has been asked to approve the others. Then comes what somebody has to decide,
         * and last what is approved and only waits for the others.
         */
        int weight() {
            if (decision.decision() == Decision.Verdict.DENY) {
                return 0;
            }
            return decision.approvalId() == null ? 2 : 1;
        }

        /** The approval that somebody has to give. */
        Stream<UUID> awaited() {
            return decision.decision() == Decision.Verdict.REQUIRE_APPROVAL
                    ? Stream.ofNullable(decision.approvalId())
                    : Stream.empty();
        }
    }
}
