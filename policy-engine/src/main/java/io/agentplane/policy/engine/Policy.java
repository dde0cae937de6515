package io.agentplane.policy.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule: when all its conditions hold, its action is taken. No conditions match every request.
 *
 * <p>A condition's key names an attribute of the {@link DecisionRequest}:
 *
 * <table>
 *   <caption>Which attribute a key names</caption>
 *   <tr><td>{@code action}, {@code resource}</td><td>that part of the request</td></tr>
 *   <tr><td>{@code agent_id}, {@code agent_tags}</td><td>{@code id} and {@code tags} of the agent</td></tr>
 *   <tr><td>{@code agent.role}</td><td>any other attribute of the agent</td></tr>
 *   <tr><td>{@code cost}, {@code payment.cost}</td><td>the context; a dot steps into an object</td></tr>
 * </table>
 *
 * <p>The key's ending and the value's type say what is asked of the attribute:
 *
 * <table>
 *   <caption>How an attribute is tested</caption>
 *   <tr><td>{@code cost_exceeds}, {@code cost_below}</td><td>is a number strictly above, below this one</td></tr>
 *   <tr><td>{@code resource_prefix}</td><td>is a string that starts with this one</td></tr>
 *   <tr><td>{@code region_in} or {@code region}: a list</td><td>equals one of these</td></tr>
 *   <tr><td>{@code agent_tags}: an object</td><td>is an object in which every entry is found again; its names are
 *       taken literally, without endings or dots</td></tr>
 *   <tr><td>{@code action}: anything else</td><td>equals this</td></tr>
 * </table>
 *
 * <p>Numbers are compared by value ({@code 1} equals {@code 1.0}) and never equal strings. An attribute that is a list
 * equals a value when it has it among its elements. A missing or null attribute matches nothing. What can't be meant,
 * such as {@code cost_exceeds} with a string, is refused with an {@link InvalidPolicyException} on compilation.
 *
 * @param conditions values as JSON has them: string, number, boolean, list, object
 * @param priority higher is asked first; among equals the older policy, then the lesser id
 */
public record Policy(
        String id,
        String name,
        Map<String, Object> conditions,
        PolicyAction action,
        int priority,
        boolean enabled,
        PolicyMode mode,
        Instant createdAt) {

    public Policy {
        // Not Map.copyOf: the order is kept for explanations, and JSON's null is refused by name on compilation.
        conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    }
}
