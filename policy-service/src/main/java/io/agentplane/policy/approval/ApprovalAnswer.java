package io.agentplane.policy.approval;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How it stands with the approval of one request. */
public sealed interface ApprovalAnswer {

    /** The decision that asked. */
    UUID decisionId();

    /** What people have to decide or have decided; none where it is not theirs to do anything more. */
    @Nullable
    UUID approvalId();

    /** It was given, and is used up by this answer, or was by an earlier one to the same request. */
    record Granted(UUID decisionId, UUID approvalId) implements ApprovalAnswer {}

    /** It was given, and is not used, since others are missing that are asked for together with it. */
    record Unused(UUID decisionId) implements ApprovalAnswer {
        @Override
        public @Nullable UUID approvalId() {
            return null;
        }
    }

    /** Nobody has decided yet. */
    record Awaited(UUID decisionId, UUID approvalId) implements ApprovalAnswer {}

    /** It was denied, and can't be asked for again until the time of the denied one is over. */
    record Refused(UUID decisionId, UUID approvalId) implements ApprovalAnswer {}
}
