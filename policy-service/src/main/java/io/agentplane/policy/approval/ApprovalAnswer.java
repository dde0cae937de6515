package io.agentplane.policy.approval;

import java.util.UUID;

/** How it stands with the approval of one request. */
public sealed interface ApprovalAnswer {

    /** The decision that asked. */
    UUID decisionId();

    UUID approvalId();

    /** It was given, and is used up by this answer, or was by an earlier one to the same request. */
    record Granted(UUID decisionId, UUID approvalId) implements ApprovalAnswer {}

    /** Nobody has decided yet on this request, or on another with which it stands or falls: then it names that one's. */
    record Awaited(UUID decisionId, UUID approvalId) implements ApprovalAnswer {}

    /** It was denied, and can't be asked for again until the time of the denied one is over. */
    record Refused(UUID decisionId, UUID approvalId) implements ApprovalAnswer {}
}
