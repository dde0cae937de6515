package io.agentplane.policy.policy;

import io.agentplane.platform.problem.FieldFault;
import io.agentplane.policy.engine.InvalidPolicyException;
import java.util.List;

/** Tells what is wrong with a policy in terms of the request that it came with. */
final class PolicyFaults {

    private PolicyFaults() {}

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
