package io.agentplane.policy.policy;

import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is stored.
 *
 * @param id the policy's id
 * @param name the policy's name
 * @param description what the policy is for, for people; may be empty
 * @param conditions what must hold of a request, by attribute; empty when nothing must
 * @param expression a condition more, in CEL; absent when there is none
 * @param action what becomes of a request that matches: {@code ALLOW}, {@code DENY}, {@code REQUIRE_APPROVAL}, or
 *     {@code LOG_ONLY}, which decides nothing
 * @param priority policies with a higher one are asked first, among equals the older policy
 * @param enabled whether the policy is asked at all
 * @param mode {@code ENFORCE} when it decides, {@code SHADOW} when its matches are only recorded
 * @param tests cases that are tried before the policy is stored
 * @param approval whose approval is required; absent where the usual terms hold
 * @param createdAt when it was created
 * @param updatedAt when it was changed last
 * @param deleted {@code true} in the last version and the event of its deletion, else absent
 * @param revision counts the changes of the policy, from 1; it is the policy's {@code ETag}
 */
public record PolicyView(
        UUID id,
        String name,
        String description,
        Map<String, Object> conditions,
        @Nullable String expression,
        PolicyAction action,
        int priority,
        boolean enabled,
        PolicyMode mode,
        List<PolicyTest> tests,
        @Nullable ApprovalTerms approval,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Boolean deleted,
        long revision) {}
