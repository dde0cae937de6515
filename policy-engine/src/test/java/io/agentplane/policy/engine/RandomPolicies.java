package io.agentplane.policy.engine;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Policies and requests over so few names and values that they often meet. */
record RandomPolicies(Random random, List<String> expressions) {

    static final List<String> WORDS = List.of("a", "ab", "abc", "b");
    private static final List<Object> VALUES =
            List.of("a", "ab", "b", 1, 1.0, 2L, new BigDecimal("2.0"), 0.5, true, "1");

    List<Policy> policies() {
        return IntStream.range(0, random.nextInt(1, 25))
                .mapToObj(number -> new Policy(
                        "p" + number,
                        "Policy " + number,
                        conditions(),
                        random.nextInt(3) == 0 ? pick(expressions) : null,
                        pick(List.of(PolicyAction.values())),
                        random.nextInt(3),
                        random.nextInt(10) > 0,
                        random.nextInt(5) > 0 ? PolicyMode.ENFORCE : PolicyMode.SHADOW,
                        PolicyFixtures.CREATED.plusSeconds(random.nextInt(3))))
                .toList();
    }

    Decision otherwise() {
        return pick(List.of(Decision.allow(), Decision.deny(), Decision.needsApproval()));
    }

    DecisionRequest request() {
        return new DecisionRequest(
                Map.of("id", pick(WORDS), "role", pick(WORDS), "tags", attributes(2)),
                pick(WORDS),
                random.nextInt(8) == 0 ? null : pick(WORDS),
                attributes(2),
                PolicyFixtures.NOW);
    }

    private Map<String, Object> conditions() {
        Map<String, Object> conditions = new HashMap<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            switch (random.nextInt(12)) {
                case 0 -> conditions.put("action", pick(WORDS));
                case 1 -> conditions.put("action_in", List.of(pick(WORDS), pick(WORDS)));
                case 2 -> conditions.put("resource_prefix", pick(WORDS));
                case 3 -> conditions.put("resource", random.nextBoolean() ? like() : List.of(like(), like()));
                case 4 -> conditions.put("agent_id", pick(WORDS));
                case 5 -> conditions.put("agent_tags", expectedObject(2));
                case 6 -> conditions.put("agent.role", pick(WORDS));
                case 7 -> conditions.put(name() + "_exceeds", pick(List.of(0, 0.5, 1L, new BigDecimal("1.5"))));
                case 8 -> conditions.put(name() + "_below", pick(List.of(1, 2.0, 3)));
                case 9 -> conditions.put(name(), expected(2));
                case 10 -> conditions.put(name() + "." + name(), expected(1));
                default ->
                    conditions.put(
                            name() + "_in",
                            Stream.generate(() -> pick(VALUES)).limit(3).toList());
            }
        }
        return conditions;
    }

    private Object expected(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> List.of(pick(VALUES), pick(VALUES));
            case 1 -> depth == 0 ? pick(VALUES) : expectedObject(depth);
            default -> pick(VALUES);
        };
    }

    private Map<String, Object> expectedObject(int depth) {
        Map<String, Object> object = new HashMap<>();
        for (int count = random.nextInt(1, 3); count > 0; count--) {
            object.put(name(), expected(depth - 1));
        }
        return object;
    }

    private Map<String, Object> attributes(int depth) {
        Map<String, Object> attributes = new HashMap<>();
        for (int count = random.nextInt(5); count > 0; count--) {
            attributes.put(name(), attribute(depth));
        }
        return attributes;
    }

    private @Nullable Object attribute(int depth) {
        return switch (random.nextInt(8)) {
            case 0 -> List.of(pick(VALUES), pick(VALUES));
            case 1, 2 -> depth == 0 ? pick(VALUES) : attributes(depth - 1);
            case 3 -> null;
            default -> pick(VALUES);
        };
    }

    private String like() {
        return pick(List.of("a", "ab", "b", "a*", "*b", "*", "a*c", "*b*", "ab*c*", "a*b"));
    }

    private String name() {
        return pick(List.of("x", "y", "z"));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
