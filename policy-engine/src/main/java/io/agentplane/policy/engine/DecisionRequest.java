package io.agentplane.policy.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent asks to do something. Values are as JSON has them (string, number, boolean, list, object); a value of
 * another type matches no condition. The maps are read, never copied: don't change them while a decision is made.
 *
 * @param agent what is known of the agent, at least {@code id} (a string), usually {@code tags} (an object)
 * @param context what is known of this one request, such as {@code estimated_cost}
 * @param time when it is asked; only expressions can mind
 */
public record DecisionRequest(
        Map<String, ?> agent, String action, @Nullable String resource, Map<String, ?> context, Instant time) {

    private static final String ROLE = "role";

    public DecisionRequest {
        if (!(agent.get("id") instanceof String)) {
            throw new IllegalArgumentException("An agent without an id asks");
        }
        agent = withRoleInCapitals(agent);
    }

    /** Roles are taken in small letters too. */
    private static Map<String, ?> withRoleInCapitals(Map<String, ?> agent) {
        if (!(agent.get(ROLE) instanceof String role) || role.equals(role.toUpperCase(Locale.ROOT))) {
            return agent;
        }
        Map<String, Object> changed = new HashMap<>(agent);
        changed.put(ROLE, role.toUpperCase(Locale.ROOT));
        return changed;
    }
}
