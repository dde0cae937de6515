package io.agentplane.benchmarks.policy;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import io.agentplane.benchmarks.policy.Workload.Question;
import io.agentplane.benchmarks.policy.Workload.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one writes first: a CEL program per rule, all asked until one says yes. */
final class CelScan implements Engine {

    private final List<Program> programs = new ArrayList<>();
    private final List<Map<String, Object>> requests;

    CelScan(Workload workload) throws Exception {
        var object = MapType.create(SimpleType.STRING, SimpleType.DYN);
        Cel cel = CelFactory.plannerCelBuilder()
                .addVar("agent", object)
                .addVar("action", SimpleType.STRING)
                .addVar("resource", SimpleType.STRING)
                .addVar("context", object)
                .setResultType(SimpleType.BOOL)
                .build();
        for (Rule rule : workload.rules()) {
            programs.add(cel.createProgram(cel.compile(expression(rule)).getAst()));
        }
        requests = workload.questions().stream().map(CelScan::request).toList();
    }

    static String expression(Rule rule) {
        return "agent.id == '%s' && action == '%s' && resource.startsWith('%s') && context.cost > %s"
                .formatted(rule.agent(), Workload.WRITE, rule.folder(), Workload.LIMIT);
    }

    private static Map<String, Object> request(Question question) {
        return Map.of(
                "agent", Map.of("id", question.agent(), "role", "worker", "tags", Map.of("team", "payments")),
                "action", question.action(),
                "resource", question.resource(),
                "context", Map.of("cost", question.cost()));
    }

    @Override
    public boolean allows(int question) {
        try {
            for (Program program : programs) {
                if (program.eval(requests.get(question)).equals(true)) {
                    return false;
                }
            }
            return true;
        } catch (CelEvaluationException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
