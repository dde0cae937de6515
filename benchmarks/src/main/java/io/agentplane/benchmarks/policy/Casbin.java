package io.agentplane.benchmarks.policy;

import io.agentplane.benchmarks.policy.Workload.Question;
import java.util.List;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/** jCasbin with deny override; its cache of answers is off, since costs are never twice the same in real life. */
final class Casbin implements Engine {

    private static final String MODEL = """
            [request_definition]
            r = sub, act, obj, cost

            [policy_definition]
            p = sub, act, obj, eft

            [policy_effect]
            e = !some(where (p.eft == deny))

            [matchers]
            m = r.sub == p.sub && r.act == p.act && keyMatch(r.obj, p.obj) && r.cost > %s
            """.formatted(Workload.LIMIT);

    private final Enforcer enforcer;
    private final List<Question> questions;

    Casbin(Workload workload) {
        var model = new Model();
        model.loadModelFromText(MODEL);
        enforcer = new Enforcer(model);
        enforcer.enableLog(false);
        enforcer.addPolicies(workload.rules().stream()
                .map(rule -> List.of(rule.agent(), Workload.WRITE, rule.folder() + "*", "deny"))
                .toList());
        questions = workload.questions();
    }

    @Override
    public boolean allows(int number) {
        Question question = questions.get(number);
        return enforcer.enforce(question.agent(), question.action(), question.resource(), question.cost());
    }
}
