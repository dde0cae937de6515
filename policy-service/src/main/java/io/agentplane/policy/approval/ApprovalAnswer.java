package io.agentplane.policy.approval;

import java.util.UUID;

/** How it stands with the approval of one request. */
public sealed interface ApprovalAnswer {

    /** The decision that asked. */
    UUID decisionId();

    UUID approvalId();

    /** It was given, and is used up by this answer. */
    record Granted(UUID decisionId, UUID approvalId) implements ApprovalAnswer {}

    /** Nobody has decided yet, or it was given and can't be used yet. */
    record Awaited(UUID decisionId, UUID approvalId) implements ApprovalAnswer {}

    /** It was denied, and can't be asked for again until the time of the denied one is over. */
    record Refused(UUID decisionId, UUID approvalId) implements ApprovalAnswer {}
}
