package io.agentplane.policy.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent asks to do something. Values are as JSON has them (string, number, boolean, list, object); a value of
 * another type matches no condition. The maps are read, never copied: don't change them while a decision is made.
 *
 * @param agent what is known of the agent, at least {@code id}, usually {@code tags} (an object)
 * @param context what is known of this one request, such as {@code estimated_cost}
 */
public record DecisionRequest(
        Map<String, ?> agent, String action, @Nullable String resource, Map<String, ?> context) {}
