package io.agentplane.policy.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Expressions over the names and values of {@link RandomPolicies}, with their meaning. */
record RandomFormulas(Random random) {

    /** So many different ones, by their text. */
    Map<String, Formula> different(int count) {
        Map<String, Formula> formulas = new HashMap<>();
        while (formulas.size() < count) {
            Formula formula = formula(2);
            formulas.put(formula.cel(), formula);
        }
        return formulas;
    }

    private Formula formula(int depth) {
        if (depth > 0) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    return formula(depth - 1).and(formula(depth - 1));
                }
                case 2 -> {
                    return formula(depth - 1).or(formula(depth - 1));
                }
                default -> {}
            }
        }
        Formula test = test();
        return random.nextInt(6) == 0 ? test.not() : test;
    }

    private Formula test() {
        return switch (random.nextInt(10)) {
            case 0 -> Formula.is("action", DecisionRequest::action, pick(RandomPolicies.WORDS));
            case 1 -> Formula.in("action", DecisionRequest::action, twoWords());
            case 2 -> Formula.is("resource", DecisionRequest::resource, pick(List.of("", "a", "ab", "b")));
            case 3 -> Formula.startsWith("resource", DecisionRequest::resource, pick(RandomPolicies.WORDS));
            case 4 -> Formula.is("agent.id", request -> (String) request.agent().get("id"), pick(RandomPolicies.WORDS));
            case 5 ->
                Formula.in("agent.role", request -> (String) request.agent().get("role"), twoWords());
            case 6 -> Formula.has(name());
            case 7 -> Formula.contextIs(name(), pick(RandomPolicies.WORDS));
            case 8 -> Formula.contextExceeds(name(), random.nextInt(3));
            default -> Formula.tagIs(name(), random.nextInt(3));
        };
    }

    private List<String> twoWords() {
        return List.of(pick(RandomPolicies.WORDS), pick(RandomPolicies.WORDS));
    }

    private String name() {
        return pick(List.of("x", "y", "z"));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
