package io.agentplane.policy.policy;

import io.agentplane.platform.path.AddressableText;
import io.agentplane.platform.path.UndetouredText;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.policy.engine.InvalidPolicyException;
import io.agentplane.policy.engine.Policy;
import jakarta.validation.ConstraintValidator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells what is wrong with a policy in terms of the request that it came with. */
final class PolicyFaults {

    /** The rules for texts in questions, by the condition that compares with them. */
    private static final Map<String, ConstraintValidator<?, String>> RULES = new TreeMap<>(Map.of(
            "action", new AddressableText(),
            "action_in", new AddressableText(),
            "resource", new UndetouredText(),
            "resource_in", new UndetouredText(),
            "resource_prefix", new UndetouredText()));

    private PolicyFaults() {}

    /**
     * All that keeps a policy that somebody writes from being taken: that it doesn't compile, and that it asks for an id or a
     * resource as no request has it.
     *
     * @param place what stands before the policy's own fields, such as {@code policies[2].policy.}
     */
    static List<FieldFault> of(Policy written, String place) {
        try {
            written.requireMatchable();
        } catch (InvalidPolicyException invalid) {
            return of(invalid, place);
        }
        return RULES.entrySet().stream()
                .filter(rule -> written.conditions().containsKey(rule.getKey()))
                .filter(rule -> !accepts(rule, written.conditions().get(rule.getKey())))
                .map(rule -> new FieldFault(
                        place + "conditions." + rule.getKey(),
                        "must not be '.' or '..', have these between slashes, or have blanks at the ends or invisible"
                                + " characters, and must be composed (NFC); no question has it otherwise"))
                .toList();
    }

    /** The last segment of a prefix may be incomplete: {@code .} can go on as {@code .git}. */
    private static boolean accepts(Map.Entry<String, ConstraintValidator<?, String>> rule, @Nullable Object wanted) {
        Collection<?> texts = wanted instanceof Collection<?> many ? many : List.of(String.valueOf(wanted));
        return texts.stream()
                .map(String::valueOf)
                .map(text -> rule.getKey().endsWith("_prefix") ? text.substring(0, text.lastIndexOf('/') + 1) : text)
                .allMatch(text -> rule.getValue().isValid(text, null));
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
}
