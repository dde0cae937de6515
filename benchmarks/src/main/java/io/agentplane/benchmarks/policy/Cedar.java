package io.agentplane.benchmarks.policy;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import io.agentplane.benchmarks.policy.Workload.Question;
import io.agentplane.benchmarks.policy.Workload.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cedar by its own Java binding, the policies kept parsed on its native side; each question crosses over as JSON. */
final class Cedar implements Engine {

    private static final EntityTypeName AGENT = type("Agent");
    private static final EntityTypeName ACTION = type("Action");
    private static final EntityTypeName RESOURCE = type("Resource");
    private static final int CENTS = 100;

    private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
    private final Entities entities = new Entities();
    private final PolicySet policies;
    private final List<AuthorizationRequest> requests;

    Cedar(Workload workload) throws Exception {
        Set<Policy> set = new HashSet<>();
        set.add(new Policy("permit(principal, action, resource);", "default"));
        workload.rules().forEach(rule -> set.add(policy(rule)));
        policies = new PolicySet(set);
        policies.cache();
        requests = workload.questions().stream().map(Cedar::request).toList();
    }

    private static Policy policy(Rule rule) {
        return new Policy(
                """
                forbid(principal == Agent::"%s", action == Action::"%s", resource)
                when { context.path like "%s*" && context.cents > %d };""".formatted(rule.agent(), Workload.WRITE, rule.folder(), (long) (Workload.LIMIT * CENTS)),
                rule.agent());
    }

    private static AuthorizationRequest request(Question question) {
        return new AuthorizationRequest(
                new EntityUID(AGENT, question.agent()),
                new EntityUID(ACTION, question.action()),
                new EntityUID(RESOURCE, question.resource()),
                Map.of(
                        "path", new PrimString(question.resource()),
                        "cents", new PrimLong((long) (question.cost() * CENTS))));
    }

    private static EntityTypeName type(String name) {
        return EntityTypeName.parse(name).orElseThrow();
    }

    @Override
    public boolean allows(int question) {
        try {
            return engine.isAuthorized(requests.get(question), policies, entities)
                    .success
                    .orElseThrow()
                    .isAllowed();
        } catch (AuthException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
