package io.agentplane.policy.approval;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why nobody is asked, or someone has no say. */
enum ApprovalProblem implements ProblemCode {
    /** There is no approval with this id in the namespace. Look at the list of approvals. */
    APPROVAL_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** You cannot decide your own request. Let another approver decide. */
    OWN_REQUEST(ProblemKind.DENIED),

    /** The policy names roles that decide, and you have none of them. Let one of those decide. */
    NOT_AN_APPROVER(ProblemKind.DENIED),

    /** Only the requester can withdraw the approval. Ask them, or deny it. */
    NOT_THE_REQUESTER(ProblemKind.DENIED),

    /** You decided otherwise before, or somebody decided at the same moment. Read the approval, then ask again. */
    ALREADY_DECIDED(ProblemKind.CONFLICT),

    /** The approval is no longer pending: it was decided, used, taken back or has expired. Ask anew. */
    APPROVAL_CLOSED(ProblemKind.CONFLICT),

    /** The approval has as many comments as one can have. Read the comments that it has; no more can be added. */
    TOO_MANY_COMMENTS(ProblemKind.CONFLICT),

    /** Approvers must see the whole request, and it is too large for that. Make it smaller. */
    CONTEXT_TOO_LARGE(ProblemKind.UNPROCESSABLE),

    /** The request has no exact canonical form that an approval could stand for. Change what {@code detail} names. */
    CONTEXT_NOT_CANONICAL(ProblemKind.UNPROCESSABLE),

    /** Too many callers are waiting for approvals. Ask without {@code wait}, and look again later. */
    TOO_MANY_WAITING(ProblemKind.RATE_LIMITED);

    private final ProblemKind kind;

    ApprovalProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
