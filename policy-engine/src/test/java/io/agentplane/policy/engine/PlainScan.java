package io.agentplane.policy.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of policies written a second time, naively and sharing nothing with the engine: every policy is read
 * anew for every request, straight from its conditions.
 */
record PlainScan(List<Policy> policies, Map<String, Formula> formulas, Decision otherwise) {

    Decision decide(DecisionRequest request) {
        return decide(inOrder(), request, new ArrayList<>());
    }

    private Decision decide(List<Policy> left, DecisionRequest request, List<LoggedMatch> logged) {
        if (left.isEmpty()) {
            return otherwise.withLogged(logged);
        }
        Policy policy = left.getFirst();
        List<Policy> rest = left.subList(1, left.size());
        Boolean matches = matches(policy, request);
        if (Boolean.FALSE.equals(matches) || (matches == null && policy.action() == PolicyAction.ALLOW)) {
            return decide(rest, request, logged);
        }
        if (policy.mode() == PolicyMode.SHADOW || policy.action() == PolicyAction.LOG_ONLY) {
            logged.add(new LoggedMatch(policy.id(), policy.action(), policy.mode()));
            return decide(rest, request, logged);
        }
        if (matches == null && policy.action() == PolicyAction.REQUIRE_APPROVAL) {
            Decision without = decide(rest, request, logged);
            return without instanceof Decision.Deny
                    ? without
                    : new Decision.NeedsApproval(policy.id(), without.logged());
        }
        return switch (policy.action()) {
            case ALLOW -> new Decision.Allow(policy.id(), logged);
            case DENY -> new Decision.Deny(policy.id(), logged);
            case REQUIRE_APPROVAL -> new Decision.NeedsApproval(policy.id(), logged);
            case LOG_ONLY -> throw new AssertionError("logged above");
        };
    }

    /** Null when it can't be told. */
    private @Nullable Boolean matches(Policy policy, DecisionRequest request) {
        boolean conditionsHold = policy.enabled()
                && policy.conditions().entrySet().stream()
                        .allMatch(condition -> holds(condition.getKey(), condition.getValue(), request));
        Formula formula = policy.expression() == null ? null : formulas.get(policy.expression());
        return conditionsHold && formula != null ? formula.meaning().apply(request) : (Boolean) conditionsHold;
    }

    private List<Policy> inOrder() {
        return policies.stream()
                .sorted(Comparator.comparing((Policy policy) -> -policy.priority())
                        .thenComparing(Policy::createdAt)
                        .thenComparing(Policy::id))
                .toList();
    }

    private static boolean holds(String key, Object wanted, DecisionRequest request) {
        Object expected = key.startsWith("agent.role") ? inCapitals(wanted) : wanted;
        for (String ending : List.of("_exceeds", "_below", "_prefix", "_in")) {
            if (key.endsWith(ending)) {
                Object attribute = attribute(key.substring(0, key.length() - ending.length()), request);
                return switch (ending) {
                    case "_exceeds" -> attribute instanceof Number number && compare(number, (Number) expected) > 0;
                    case "_below" -> attribute instanceof Number number && compare(number, (Number) expected) < 0;
                    case "_prefix" -> attribute instanceof String string && string.startsWith((String) expected);
                    default -> contained(expected, attribute);
                };
            }
        }
        if (key.equals("resource") && request.resource() != null) {
            List<?> patterns = expected instanceof List<?> list ? list : List.of(expected);
            return patterns.stream().anyMatch(pattern -> isLike(request.resource(), (String) pattern));
        }
        return contained(expected, attribute(key, request));
    }

    private static Object inCapitals(Object role) {
        return switch (role) {
            case String text -> text.toUpperCase(Locale.ROOT);
            case List<?> many -> many.stream().map(PlainScan::inCapitals).toList();
            default -> role;
        };
    }

    private static @Nullable Object attribute(String name, DecisionRequest request) {
        Object value = Map.of("agent", request.agent(), "action", request.action(), "context", request.context());
        String path = switch (name) {
            case "action" -> "action";
            case "agent_id" -> "agent.id";
            case "agent_tags" -> "agent.tags";
            case "agent.role" -> name;
            default -> "context." + name;
        };
        if (name.equals("resource")) {
            return request.resource();
        }
        for (String step : path.split("\\.")) {
            value = value instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return value;
    }

    private static boolean isLike(String resource, String pattern) {
        return Pattern.matches(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), resource);
    }

    private static boolean contained(Object expected, @Nullable Object attribute) {
        if (expected instanceof Map<?, ?> entries) {
            return attribute instanceof Map<?, ?> object
                    && entries.entrySet().stream()
                            .allMatch(entry -> contained(entry.getValue(), object.get(entry.getKey())));
        }
        if (expected instanceof List<?> values) {
            return values.stream().anyMatch(value -> contained(value, attribute));
        }
        if (attribute instanceof List<?> elements) {
            return elements.stream().anyMatch(element -> !(element instanceof List) && contained(expected, element));
        }
        if (expected instanceof Number one && attribute instanceof Number other) {
            return compare(one, other) == 0;
        }
        return expected.equals(attribute);
    }

    private static int compare(Number one, Number other) {
        return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()));
    }
}
