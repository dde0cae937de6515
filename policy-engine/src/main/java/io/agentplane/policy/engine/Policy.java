package io.agentplane.policy.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A rule: when all its conditions hold, and its expression if it has one, its action is taken. Neither matches every
 * request.
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
 *   <tr><td>{@code resource}: a string with {@code *}</td><td>is this one, where each {@code *} stands for any
 *       characters, or none; also in a list</td></tr>
 *   <tr><td>{@code action}: anything else</td><td>equals this</td></tr>
 * </table>
 *
 * <p>Numbers are compared by value ({@code 1} equals {@code 1.0}) and never equal strings. An attribute that is a list
 * equals a value when it has it among its elements. A missing or null attribute matches nothing. What can't be meant,
 * such as {@code cost_exceeds} with a string, is refused with an {@link InvalidPolicyException} on compilation.
 *
 * <p>The expression is in CEL, over {@code agent} and {@code context} (objects), {@code action} and {@code resource}
 * (strings; a missing resource is the empty one) and {@code time} (a timestamp). It has CEL's operators and macros
 * without {@code map} and {@code filter}, and its standard functions on strings, numbers and times. Numbers without a
 * fraction are ints, which CEL compares but doesn't calculate with doubles: {@code double(context.cost) * 1.1}. An
 * expression that can't be told (an attribute is missing or of another type, there is too much to look at) makes the
 * decision the stricter of those it would have with the policy matching and without; {@code has(context.cost)} asks
 * beforehand. Without a say in decisions, the match is noted unless the action is ALLOW.
 *
 * @param conditions values as JSON has them: string, number, boolean, list, object
 * @param priority higher is asked first; among equals the older policy, then the lesser id
 */
public record Policy(
        String id,
        String name,
        Map<String, Object> conditions,
        @Nullable String expression,
        PolicyAction action,
        int priority,
        boolean enabled,
        PolicyMode mode,
        Instant createdAt) {

    /** A policy without an expression. */
    public Policy(
            String id,
            String name,
            Map<String, Object> conditions,
            PolicyAction action,
            int priority,
            boolean enabled,
            PolicyMode mode,
            Instant createdAt) {
        this(id, name, conditions, null, action, priority, enabled, mode, createdAt);
    }

    public Policy {
        // Not Map.copyOf: JSON's null is refused by name on compilation.
        conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    }

    /**
     * Refuses a policy that asks for an id, an action or a resource as no request has it, such as with capitals in an id
     * of an expression, and so binds nobody. For policies that somebody writes; what was taken once is compiled without.
     *
     * @param faultOf why no request has this text as its {@code action} or {@code resource}; absent when one may
     * @throws InvalidPolicyException also when it doesn't compile
     */
    public void requireMatchable(BiFunction<String, String, Optional<String>> faultOf) {
        CompiledPolicy.of(this).requireMatchable(faultOf);
    }
}
