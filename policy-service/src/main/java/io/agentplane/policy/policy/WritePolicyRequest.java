package io.agentplane.policy.policy;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.agentplane.platform.path.Addressable;
import io.agentplane.platform.text.PlainLines;
import io.agentplane.platform.text.PlainText;
import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import io.swagger.v3.oas.annotations.media.Schema;
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
 * A whole policy, new or changed. It matches a request when all conditions and the expression hold; with neither it
 * matches every request.
 *
 * @param name the policy's name, which no other policy of the namespace has
 * @param description what the policy is for, for people; empty when left out
 * @param conditions what must hold of a request, 64 conditions at most; none when left out. A key names an attribute:
 *     {@code action} and {@code resource} are the request's, {@code agent_id} and {@code agent_tags} the agent's id
 *     and tags, {@code agent.role} any other attribute of the agent, and every other key one of the context, where a
 *     dot steps into an object ({@code payment.cost}). A plain value has to be equal; in {@code resource} alone, each
 *     {@code *} of it stands for any characters, or none. An object has to be contained; of a list one value has to be
 *     equal. The endings {@code _exceeds} and {@code _below} compare numbers, {@code _prefix} compares the beginning of
 *     a text, and {@code _in} takes a list. An attribute that is missing matches nothing
 * @param expression a condition more in CEL over {@code agent}, {@code action}, {@code resource}, {@code context} and
 *     {@code time}, such as {@code has(context.cost) && context.cost > 5.0}; none when left out. Where it can't be
 *     worked out, the stricter of both decisions is taken
 * @param action what becomes of a request that matches: {@code ALLOW} and {@code DENY} decide,
 *     {@code REQUIRE_APPROVAL} lets it through once people have approved it, and {@code LOG_ONLY} records the match
 *     and leaves the decision to the policies after it. In capitals or small letters
 * @param priority policies with a higher one are asked first, among equals the older policy; 0 when left out
 * @param enabled whether the policy is asked at all; {@code true} when left out
 * @param mode {@code ENFORCE} when it decides; {@code SHADOW} for a trial, in which matches are recorded and decide
 *     nothing. {@code ENFORCE} when left out
 * @param tests cases that are kept with the policy and tried each time before it is stored; none when left out
 * @param approval whose approval is required, and for how long it counts; only for a policy with
 *     {@code REQUIRE_APPROVAL}, and with the usual terms when left out
 */
@Schema(example = """
        {
          "name": "expensive-tasks-need-approval",
          "description": "People look at tasks that may cost more than five dollars before they are taken",
          "conditions": {"action": "submit-task", "estimated_cost_exceeds": 5},
          "action": "REQUIRE_APPROVAL",
          "priority": 100,
          "tests": [
            {"name": "cheap", "action": "submit-task", "context": {"estimated_cost": 1}, "matches": false}
          ],
          "approval": {"roles": ["AGENT_MANAGER"], "expiresIn": "PT2H"}
        }
        """)
public record WritePolicyRequest(
        @NotNull @NotBlank @Size(min = 1, max = 200) @PlainText @Addressable
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
