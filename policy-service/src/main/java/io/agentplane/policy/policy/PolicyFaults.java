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
            "action", new Rule(new AddressableText(), 200, Addressable.RULE),
            "resource", new Rule(new UndetouredText(), 1000, Undetoured.RULE));

    /** The conditions that compare with them. */
    private static final Map<String, String> PARTS = new TreeMap<>(Map.of(
            "action", "action",
            "action_in", "action",
            "action_prefix", "action",
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
                .flatMap(condition -> faults(
                                condition.getKey(),
                                condition.getValue(),
                                written.conditions().get(condition.getKey()))
                        .limit(1)
                        .map(fault -> new FieldFault(place + "conditions." + condition.getKey(), fault)))
                .toList();
    }

    private static Stream<String> faults(String key, String part, @Nullable Object wanted) {
        Collection<?> texts = wanted instanceof Collection<?> many ? many : List.of(String.valueOf(wanted));
        return texts.stream()
                .map(String::valueOf)
                .flatMap(text -> (key.endsWith("_prefix")
                                ? rule(part).faultOfPrefix(text)
                                : rule(part).faultOf(text))
                        .stream());
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

    private record Rule(ConstraintValidator<?, String> texts, int maxLength, String words) {

        /** How a prefix may go on: by a letter, the sign of a query's parameter, or a scheme's second slash. */
        private static final List<String> ENDINGS = List.of("x", "=x", "/x");

        Optional<String> faultOf(String text) {
            return fits(text) && texts.isValid(text, null) ? Optional.empty() : fault();
        }

        Optional<String> faultOfPrefix(String prefix) {
            return fits(prefix) && ENDINGS.stream().anyMatch(ending -> texts.isValid(prefix + ending, null))
                    ? Optional.empty()
                    : fault();
        }

        private boolean fits(String text) {
            return text.length() <= maxLength;
        }

        private Optional<String> fault() {
            return Optional.of(words + "; at most " + maxLength + " characters; no question has it otherwise");
        }
    }
}
