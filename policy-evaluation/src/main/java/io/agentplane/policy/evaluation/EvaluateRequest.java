package io.agentplane.policy.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentplane.platform.access.Permission;
import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.path.Undetoured;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.text.PlainText;
import io.agentplane.policy.engine.CanonicalId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * May this agent do this?
 *
 * @param agent what the asker knows of the agent; goes before what the registry has told
 * @param context what is known of this one request, such as {@code estimated_cost}
 * @param idempotencyKey under which the asker repeats what it asks about; the same question of the same caller with the same
 *     key is let through again by the approval that it has used up
 */
public record EvaluateRequest(
        @NotNull @PlainId String agentId,

        @NotNull @Size(max = 200) @Addressable String action,

        @Size(max = 1000) @PlainText @Undetoured @Nullable String resource,

        @Valid @Nullable Subject agent,

        @JsonInclude(content = JsonInclude.Include.ALWAYS) @Size(max = 100) @Nullable
        Map<String, @Nullable Object> context,

        @Size(min = 1, max = 200) @PlainText @Nullable String idempotencyKey) {

    /**
     * Refuses a caller that says what the agent is and may not: what the registry knows binds it.
     *
     * @throws io.agentplane.platform.problem.DomainException PERMISSION_MISSING
     */
    public void requireDescribedBy(Set<String> permissions) {
        String needed = Permission.AGENTS_DESCRIBE.wireName();
        if (agent != null && !permissions.contains(needed)) {
            throw PlatformProblem.PERMISSION_MISSING
                    .because(
                            "Saying what an agent is needs a permission that none of your roles has; leave \"agent\" out")
                    .with("permission", needed);
        }
    }

    public EvaluateRequest {
        if (agentId != null) {
            agentId = CanonicalId.of(agentId);
        }
        resource = resource == null ? null : CanonicalId.inPath(resource);
        context = context == null ? Map.of() : context;
    }

    /** The agent as the asker knows it. */
    public record Subject(
            @Size(max = 200) @PlainText @Nullable String name,
            @Size(max = 200) @PlainText @Nullable String version,
            @Size(max = 200) @PlainText @Nullable String owner,
            @Size(max = 200) @PlainText @Nullable String role,

            @Size(max = 50) @Nullable
            Map<@Size(max = 200) @PlainText String, @Size(max = 200) @PlainText String> tags) {

        /** As the engine asks for them; absent ones are left out. */
        Map<String, Object> attributes() {
            Map<String, Object> attributes = new HashMap<>();
            put(attributes, "name", name);
            put(attributes, "version", version);
            put(attributes, "owner", owner);
            put(attributes, "role", role);
            put(attributes, "tags", tags);
            return attributes;
        }

        private static void put(Map<String, Object> attributes, String name, @Nullable Object value) {
            if (value != null) {
                attributes.put(name, value);
            }
        }
    }
}
