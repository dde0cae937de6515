package io.agentplane.policy.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.agentplane.policy.engine.AgentPermissions;
import io.agentplane.policy.engine.LoggedMatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it is recorded.
 *
 * @param id the decision's id
 * @param at when it was made
 * @param namespace the namespace it was made in
 * @param agentId the agent that was asked about
 * @param action what the agent wanted to do
 * @param resource on what; absent when nothing was named
 * @param decision what was decided: {@code ALLOW}, {@code DENY} or {@code REQUIRE_APPROVAL}
 * @param policyId what decided: a policy's id, {@code kill-switch}, {@code agent-permissions} or {@code cost-limit};
 *     absent when the default held
 * @param approvalId the approval that was awaited or that decided; absent where none was required
 * @param logged policies that matched and only recorded it
 * @param context what was known of the request; absent when it was too large to be recorded
 * @param agent what was known of the agent; absent when it was too large to be recorded
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
    public static final String KILL_SWITCH = "kill-switch";

    private static final Set<String> OTHER_AUTHORITIES = Set.of(KILL_SWITCH, AgentPermissions.ID);

    public KeptDecision {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(agentId, "agentId");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(logged, "logged");
    }

    /** The namespace isn't written with it: those who read it know it. */
    KeptDecision in(String other) {
        return new KeptDecision(
                id, at, other, agentId, action, resource, decision, policyId, approvalId, logged, context, agent);
    }

    KeptDecision shortened() {
        return new KeptDecision(
                id, at, namespace, agentId, action, resource, decision, policyId, approvalId, logged, null, null);
    }

    /** Whether the policies were asked at all. */
    public boolean byPolicies() {
        return policyId == null || !OTHER_AUTHORITIES.contains(policyId);
    }

    /** What the policies said, before people had their say. */
    public Outcome askedOfPolicies() {
        return approvalId == null ? decision : Outcome.REQUIRE_APPROVAL;
    }

    /** Whether someone will quote it, so that it must be found. */
    public boolean binds() {
        return decision != Outcome.ALLOW || approvalId != null;
    }

    /** What becomes of a request that people have a say in. */
    public KeptDecision by(@Nullable UUID approval, Outcome outcome) {
        return new KeptDecision(
                id, at, namespace, agentId, action, resource, outcome, policyId, approval, logged, context, agent);
    }
}
