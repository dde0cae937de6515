package io.agentplane.policy.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentplane.platform.access.Permission;
import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.path.Undetoured;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.text.PlainText;
import io.agentplane.policy.engine.CanonicalId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The question whether an agent may do something.
 *
 * @param agentId the agent's id; also the name of an agent that is not registered, of up to 100 letters, digits, dots,
 *     underscores, colons and hyphens
 * @param action what the agent wants to do, as the policies call it, such as {@code submit-task}
 * @param resource what it wants to do that to, such as {@code docs/plan.txt}; {@code .} and {@code ..} between slashes are
 *     refused. Absent when the action says it all
 * @param agent what you know of the agent; what is given goes before what the registry knows. Needs the permission
 *     {@code agents:describe}
 * @param context what else policies can ask for, such as {@code estimated_cost}: an object with up to 100 members; empty unless
 *     given. An approval holds for the same context only, so leave times and random ids out
 * @param idempotencyKey a key that marks a repeated question, like an {@code Idempotency-Key}: within 24 hours an
 *     approval that was used up lets the same question with the same key through again
 */
@Schema(example = """
        {
          "agentId": "0199c3a4-5b6c-7d8e-9f01-23456789abcd",
          "action": "send-mail",
          "resource": "customers/4711",
          "context": {"estimated_cost": 0.02}
        }""")
public record EvaluateRequest(
        @NotNull @PlainId String agentId,

        @NotNull @Size(min = 1, max = 200) @Addressable String action,

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

    /**
     * An agent as the caller knows it. What is left out is as the registry knows it.
     *
     * @param name its name
     * @param version its version
     * @param owner who answers for it
     * @param role its role, as policies ask for it
     * @param tags its tags, up to 50; they take the place of all that the registry knows
     */
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
            put(attributes, "role", role == null ? null : role.toUpperCase(Locale.ROOT));
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
