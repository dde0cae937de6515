package io.agentplane.policy.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that one agent may do, compiled and immutable. What no pair covers is not the agent's to do, whatever policies say;
 * what one covers is for the policies to decide.
 */
public final class AgentPermissions {

    /** Stands where a policy's id would, for what these deny. */
    public static final String ID = "agent-permissions";

    private static final String NO_RESOURCE = "";

    private final Map<String, Resources> byAction = new HashMap<>();
    private final List<WithAnyAction> others = new ArrayList<>();

    private AgentPermissions() {}

    public static AgentPermissions compile(Collection<AgentPermission> pairs) {
        var permissions = new AgentPermissions();
        Map<String, Resources> patterns = new HashMap<>();
        for (AgentPermission pair : pairs) {
            String action = pair.action();
            Map<String, Resources> known = Wildcard.isIn(action) ? patterns : permissions.byAction;
            known.computeIfAbsent(action, any -> new Resources()).add(pair.resource());
        }
        patterns.forEach(
                (action, resources) -> permissions.others.add(new WithAnyAction(Wildcard.parse(action), resources)));
        return permissions;
    }

    /** Whether a pair covers this; a request that names no resource is covered by a pair for all of them only. */
    public boolean cover(String action, @Nullable String resource) {
        String asked = resource == null ? NO_RESOURCE : resource;
        Resources known = byAction.get(action);
        if (known != null && known.include(asked)) {
            return true;
        }
        for (WithAnyAction other : others) {
            if (other.action().matches(action) && other.resources().include(asked)) {
                return true;
            }
        }
        return false;
    }

    private record WithAnyAction(Wildcard action, Resources resources) {}

    /** The resources of all pairs with one action. */
    private static final class Resources {

        private final Set<String> literals = new HashSet<>();
        private final List<Wildcard> patterns = new ArrayList<>();

        void add(String resource) {
            if (Wildcard.isIn(resource)) {
                patterns.add(Wildcard.parse(resource));
            } else {
                literals.add(resource);
            }
        }

        boolean include(String resource) {
            if (literals.contains(resource)) {
                return true;
            }
            for (Wildcard pattern : patterns) {
                if (pattern.matches(resource)) {
                    return true;
                }
            }
            return false;
        }
    }
}
