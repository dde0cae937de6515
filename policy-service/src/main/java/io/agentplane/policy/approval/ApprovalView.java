package io.agentplane.policy.approval;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentplane.policy.policy.ApprovalTerms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An approval of one request of an agent.
 *
 * @param id the approval's id
 * @param namespace the namespace in which it was asked for
 * @param status {@code PENDING} while people may decide, {@code APPROVED} once enough have approved, {@code DENIED}
 *     when someone has denied it, {@code EXPIRED} when not enough have approved in time, {@code CANCELLED} when it
 *     was taken back
 * @param policyId the policy that requires it
 * @param agentId the agent that wants to act
 * @param action what the agent wants to do
 * @param resource on what; absent when nothing was named
 * @param digest what the approval stands for: SHA-256, in hexadecimal, of the canonical JSON (RFC 8785) of agent,
 *     action, resource and context
 * @param context the context of the request, whole; absent in lists
 * @param requesterId the id of who has asked first, and so can not decide
 * @param requester the name of who has asked first
 * @param decisionId the decision that asked for it
 * @param terms who may decide and how long each side has, as the policy had it when it was asked for; it can be
 *     used only while the policy has the same
 * @param votes how principals have decided, in their order
 * @param comments the oldest first; absent in lists and events
 * @param openedAt when it was asked for
 * @param expiresAt when it expires unless it is decided; until then a denied request is not asked for again
 * @param decidedAt when it was decided; absent while it is pending
 * @param usableUntil until when the request can be made; absent unless it was approved
 * @param consumedAt when it was used; absent until then
 * @param consumedBy the decision that has used it; absent until then
 * @param revision counts the changes of the approval, from 1
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

    /**
     * How a principal has decided.
     *
     * @param principalId the principal's id
     * @param principal the principal's name
     * @param approved {@code true} when it approved, {@code false} when it denied
     * @param reason why, in its words; absent when it gave none
     * @param at when it decided
     */
    public record Vote(
            String principalId,
            String principal,
            boolean approved,
            @Nullable String reason,
            Instant at) {}

    /**
     * What a principal had to say.
     *
     * @param principalId the principal's id
     * @param principal the principal's name
     * @param text what it said
     * @param at when it said so
     */
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
