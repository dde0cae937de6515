package io.agentplane.policy.policy;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.PlainLines;
import io.agentplane.platform.text.PlainText;
import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A whole policy, new or changed. What is left out takes the default of the component; no conditions and no expression match
 * every request. The bounds of the conditions and of the expression, which is in CEL, are the engine's.
 *
 * @param approval for a policy that requires approval; absent for the usual terms
 */
public record WritePolicyRequest(
        @NotNull @NotBlank @Size(max = 200) @PlainText @Addressable
        String name,

        @Size(max = 2000) @PlainText @Nullable String description,

        @Nullable Map<String, Object> conditions,
        @Size(max = 10_000) @PlainLines @Nullable String expression,

        @NotNull @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES)
        PolicyAction action,

        @Min(-1_000_000) @Max(1_000_000) @Nullable Integer priority,
        @Nullable Boolean enabled,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES) @Nullable
        PolicyMode mode,

        @Size(max = 100) @Nullable List<@NotNull @Valid PolicyTest> tests,
        @Valid @Nullable ApprovalTerms approval) {

    public WritePolicyRequest {
        description = description == null ? "" : description;
        conditions = conditions == null ? Map.of() : conditions;
        priority = priority == null ? 0 : priority;
        enabled = enabled == null || enabled;
        mode = mode == null ? PolicyMode.ENFORCE : mode;
        tests = tests == null ? List.of() : tests;
    }

    /** As the engine compiles it. */
    Policy compilable(String id, Instant createdAt) {
        return new Policy(
                id,
                name,
                Objects.requireNonNull(conditions),
                expression,
                action,
                Objects.requireNonNull(priority),
                Objects.requireNonNull(enabled),
                Objects.requireNonNull(mode),
                createdAt);
    }
}
