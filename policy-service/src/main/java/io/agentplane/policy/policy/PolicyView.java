package io.agentplane.policy.policy;

import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A policy as the world sees it.
 *
 * @param priority higher is asked first; among equals the older policy
 * @param deleted true in the event of its deletion, else absent
 * @param revision counts the changes of the policy; served as its ETag
 */
public record PolicyView(
        UUID id,
        String name,
        String description,
        Map<String, Object> conditions,
        PolicyAction action,
        int priority,
        boolean enabled,
        PolicyMode mode,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Boolean deleted,
        long revision) {}
