package io.agentplane.policy.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What policies can ask of an agent, as the registry's events tell it. Ids are strings here, as everything in JSON is. */
public record AgentState(
        String id,
        String name,
        String version,
        String owner,
        String role,
        @Nullable String specialization,
        List<String> capabilities,
        Map<String, String> tags,
        @Nullable String status) {

    private static final String DECOMMISSIONED = "DECOMMISSIONED";

    /** Whether it is gone for good. */
    public boolean isDecommissioned() {
        return DECOMMISSIONED.equals(status);
    }

    /** As the engine asks for them. */
    public Map<String, Object> attributes() {
        Map<String, Object> attributes = new HashMap<>(Map.of(
                "id", id,
                "name", name,
                "version", version,
                "owner", owner,
                "role", role.toUpperCase(Locale.ROOT),
                "capabilities", capabilities,
                "tags", tags));
        if (specialization != null) {
            attributes.put("specialization", specialization);
        }
        return attributes;
    }
}
