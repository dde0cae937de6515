package io.agentplane.policy.decision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.agentplane.policy.engine.AgentPermissions;
import io.agentplane.policy.engine.LoggedMatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it is kept.
 *
 * @param policyId the policy that decided, absent when none did
 * @param approvalId where the policy requires approval: what people decide, or have decided
 * @param logged policies that matched and only record it
 * @param context as it was asked; absent when it was too large to keep
 * @param agent what was known of the agent; absent when it was too large to keep
 */
public record KeptDecision(
        UUID id,
        Instant at,
        @JsonIgnore String namespace,
        String agentId,
        String action,
        @Nullable String resource,
        Outcome decision,
        @Nullable String policyId,
        @Nullable UUID approvalId,
        List<LoggedMatch> logged,
        @Nullable Map<String, ?> context,
        @Nullable Map<String, ?> agent) {

    /** Stands where a policy's id would, for what a kill switch denies. */
    static final String KILL_SWITCH = "kill-switch";

    private static final Set<String> OTHER_AUTHORITIES = Set.of(KILL_SWITCH, AgentPermissions.ID);

    /** Whether the policies were asked at all. */
    public boolean byPolicies() {
        return policyId == null || !OTHER_AUTHORITIES.contains(policyId);
    }

    /** Whether someone will quote it, so that it must be found. */
    boolean binds() {
        return decision != Outcome.ALLOW || approvalId != null;
    }

    /** What becomes of a request that people have a say in. */
    KeptDecision by(UUID approvalId, Outcome outcome) {
        return new KeptDecision(
                id, at, namespace, agentId, action, resource, outcome, policyId, approvalId, logged, context, agent);
    }
}
