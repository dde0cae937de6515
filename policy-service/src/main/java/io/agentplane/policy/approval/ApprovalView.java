package io.agentplane.policy.approval;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentplane.policy.policy.ApprovalTerms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An approval as the world sees it.
 *
 * @param digest SHA-256 in hexadecimal of the canonical JSON (RFC 8785) of agent, action, resource and context
 * @param context of the request, whole; absent in lists
 * @param requesterId who has asked first, and so can't decide
 * @param decisionId the decision that asked for it
 * @param terms the policy's when it was asked for; it can be used only while the policy has the same
 * @param votes of those who have decided, in their order
 * @param comments oldest first; absent in lists and events
 * @param expiresAt when a pending one is denied by time; until then a denied one is not asked for again
 * @param usableUntil until when an approved one can be used
 * @param consumedAt when it was used
 * @param consumedBy the decision that has used it
 */
public record ApprovalView(
        UUID id,
        String namespace,
        ApprovalStatus status,
        UUID policyId,
        String agentId,
        String action,
        @Nullable String resource,
        String digest,

        @JsonInclude(value = JsonInclude.Include.NON_NULL, content = JsonInclude.Include.ALWAYS) @Nullable
        Map<String, @Nullable Object> context,

        String requesterId,
        String requester,
        UUID decisionId,
        ApprovalTerms terms,
        List<Vote> votes,
        @Nullable List<Comment> comments,
        Instant openedAt,
        Instant expiresAt,
        @Nullable Instant decidedAt,
        @Nullable Instant usableUntil,
        @Nullable Instant consumedAt,
        @Nullable UUID consumedBy,
        long revision) {

    /** How one principal has decided. */
    public record Vote(
            String principalId,
            String principal,
            boolean approved,
            @Nullable String reason,
            Instant at) {}

    /** What someone had to say. */
    public record Comment(String principalId, String principal, String text, Instant at) {}

    ApprovalView withoutComments() {
        return new ApprovalView(
                id,
                namespace,
                status,
                policyId,
                agentId,
                action,
                resource,
                digest,
                context,
                requesterId,
                requester,
                decisionId,
                terms,
                votes,
                null,
                openedAt,
                expiresAt,
                decidedAt,
                usableUntil,
                consumedAt,
                consumedBy,
                revision);
    }
}
