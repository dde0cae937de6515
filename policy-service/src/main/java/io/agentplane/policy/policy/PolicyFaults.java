package io.agentplane.policy.policy;

import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.path.AddressableText;
import io.agentplane.platform.path.Undetoured;
import io.agentplane.platform.path.UndetouredText;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.policy.engine.InvalidPolicyException;
import io.agentplane.policy.engine.Policy;
import jakarta.validation.ConstraintValidator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what is wrong with a policy in terms of the request that it came with. */
final class PolicyFaults {

    /** The rules for texts in questions, by the part of the question. */
    private static final Map<String, Rule> RULES = Map.of(
            "action", new Rule(new AddressableText(), Addressable.RULE),
            "resource", new Rule(new UndetouredText(), Undetoured.RULE));

    /** The conditions that compare with them. */
    private static final Map<String, String> PARTS = new TreeMap<>(Map.of(
            "action", "action",
            "action_in", "action",
            "resource", "resource",
            "resource_in", "resource",
            "resource_prefix", "resource"));

    private PolicyFaults() {}

    /**
     * All that keeps a policy that somebody writes from being taken: that it doesn't compile, and that it asks for an id,
     * an action or a resource as no request has it.
     *
     * @param place what stands before the policy's own fields, such as {@code policies[2].policy.}
     */
    static List<FieldFault> of(Policy written, String place) {
        try {
            written.requireMatchable((part, text) -> rule(part).faultOf(text));
        } catch (InvalidPolicyException invalid) {
            return of(invalid, place);
        }
        return PARTS.entrySet().stream()
                .filter(condition -> written.conditions().containsKey(condition.getKey()))
                .flatMap(condition -> texts(
                                condition.getKey(), written.conditions().get(condition.getKey()))
                        .flatMap(text -> rule(condition.getValue()).faultOf(text).stream())
                        .limit(1)
                        .map(fault -> new FieldFault(place + "conditions." + condition.getKey(), fault)))
                .toList();
    }

    /** The last segment of a prefix may be incomplete: {@code .} can go on as {@code .git}. */
    private static Stream<String> texts(String key, @Nullable Object wanted) {
        Collection<?> texts = wanted instanceof Collection<?> many ? many : List.of(String.valueOf(wanted));
        return texts.stream()
                .map(String::valueOf)
                .map(text -> key.endsWith("_prefix") ? text.substring(0, text.lastIndexOf('/') + 1) : text);
    }

    private static Rule rule(String part) {
        return Objects.requireNonNull(RULES.get(part));
    }

    /** @param place what stands before the policy's own fields, such as {@code policies[2].policy.} */
    static List<FieldFault> of(InvalidPolicyException invalid, String place) {
        if (invalid.expressionFaults().isEmpty()) {
            return List.of(new FieldFault(place + "conditions." + invalid.key(), invalid.reason()));
        }
        return invalid.expressionFaults().stream()
                .map(fault -> new FieldFault(place + InvalidPolicyException.EXPRESSION, fault.toString()))
                .toList();
    }

    private record Rule(ConstraintValidator<?, String> texts, String words) {

        Optional<String> faultOf(String text) {
            return texts.isValid(text, null) ? Optional.empty() : Optional.of(words + "; no question has it otherwise");
        }
    }
}
