package io.agentplane.policy.policy;

import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A policy as the world sees it.
 *
 * @param expression in CEL; holds in addition to the conditions
 * @param priority higher is asked first; among equals the older policy
 * @param tests cases that are tried before the policy is stored
 * @param approval whose approval it requires; absent for the usual terms
 * @param deleted true in the event of its deletion, else absent
 * @param revision counts the changes of the policy; served as its ETag
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
