package io.agentplane.benchmarks.policy;

import io.agentplane.benchmarks.policy.Workload.Question;
import io.agentplane.benchmarks.policy.Workload.Rule;
import io.agentplane.policy.engine.Decision.Allow;
import io.agentplane.policy.engine.DecisionRequest;
import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import io.agentplane.policy.engine.PolicySet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The policy engine, its rules either all conditions or all expressions. */
final class OurEngine implements Engine {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final PolicySet policies;
    private final List<DecisionRequest> requests;

    private OurEngine(PolicySet policies, List<Question> questions) {
        this.policies = policies;
        this.requests = questions.stream().map(OurEngine::request).toList();
    }

    static OurEngine withConditions(Workload workload) {
        return new OurEngine(PolicySet.compile(conditions(workload)), workload.questions());
    }

    static OurEngine withExpressions(Workload workload) {
        return new OurEngine(PolicySet.compile(expressions(workload)), workload.questions());
    }

    static List<Policy> conditions(Workload workload) {
        return policies(
                workload,
                rule -> new Policy(
                        rule.agent(),
                        rule.agent(),
                        Map.of(
                                "agent_id",
                                rule.agent(),
                                "action",
                                Workload.WRITE,
                                "resource_prefix",
                                rule.folder(),
                                "cost_exceeds",
                                Workload.LIMIT),
                        PolicyAction.DENY,
                        0,
                        true,
                        PolicyMode.ENFORCE,
                        NOW));
    }

    static List<Policy> expressions(Workload workload) {
        return policies(
                workload,
                rule -> new Policy(
                        rule.agent(),
                        rule.agent(),
                        Map.of(),
                        CelScan.expression(rule),
                        PolicyAction.DENY,
                        0,
                        true,
                        PolicyMode.ENFORCE,
                        NOW));
    }

    private static List<Policy> policies(Workload workload, Function<Rule, Policy> policy) {
        return workload.rules().stream().map(policy).toList();
    }

    private static DecisionRequest request(Question question) {
        return new DecisionRequest(
                Map.of("id", question.agent(), "role", "worker", "tags", Map.of("team", "payments")),
                question.action(),
                question.resource(),
                Map.of("cost", question.cost()),
                NOW);
    }

    @Override
    public boolean allows(int question) {
        return policies.decide(requests.get(question)) instanceof Allow;
    }
}
