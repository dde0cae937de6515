package io.agentplane.policy.approval;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why nobody is asked, or someone has no say. */
enum ApprovalProblem implements ProblemCode {
    APPROVAL_NOT_FOUND(ProblemKind.NOT_FOUND),
    OWN_REQUEST(ProblemKind.DENIED),
    NOT_AN_APPROVER(ProblemKind.DENIED),
    NOT_THE_REQUESTER(ProblemKind.DENIED),
    ALREADY_DECIDED(ProblemKind.CONFLICT),
    APPROVAL_CLOSED(ProblemKind.CONFLICT),
    TOO_MANY_COMMENTS(ProblemKind.CONFLICT),
    CONTEXT_TOO_LARGE(ProblemKind.UNPROCESSABLE),
    CONTEXT_NOT_CANONICAL(ProblemKind.UNPROCESSABLE),
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
