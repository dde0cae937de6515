package io.agentplane.scheduler.submission;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a task is not let in. */
enum SubmissionProblem implements ProblemCode {
    POLICY_DENIED(ProblemKind.DENIED),
    APPROVAL_REQUIRED(ProblemKind.DENIED);

    private final ProblemKind kind;

    SubmissionProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
