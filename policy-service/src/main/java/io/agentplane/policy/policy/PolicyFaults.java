package io.agentplane.policy.policy;

import io.agentplane.platform.path.UndetouredText;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.policy.engine.InvalidPolicyException;
import io.agentplane.policy.engine.Policy;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what is wrong with a policy in terms of the request that it came with. */
final class PolicyFaults {

    private static final UndetouredText UNDETOURED = new UndetouredText();

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
        return Stream.of("resource", "resource_in", "resource_prefix")
                .filter(key -> hasDetour(key, written.conditions().get(key)))
                .map(key -> new FieldFault(place + "conditions." + key, "must have no '.' or '..' between slashes"))
                .toList();
    }

    /** What a prefix ends with may go on, such as to {@code .git}. */
    private static boolean hasDetour(String key, @Nullable Object wanted) {
        Collection<?> resources = wanted instanceof Collection<?> many ? many : List.of(String.valueOf(wanted));
        return resources.stream()
                .map(String::valueOf)
                .map(resource ->
                        key.endsWith("_prefix") ? resource.substring(0, resource.lastIndexOf('/') + 1) : resource)
                .anyMatch(resource -> !UNDETOURED.isValid(resource, null));
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
