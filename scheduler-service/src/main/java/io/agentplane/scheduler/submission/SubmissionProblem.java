package io.agentplane.scheduler.submission;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a task is not let in. */
enum SubmissionProblem implements ProblemCode {
    /** A policy forbids it. {@code policyId} and {@code decisionId} say which one and where the decision is kept. */
    POLICY_DENIED(ProblemKind.DENIED),

    /** A policy asks for an approval. Have {@code approvalId} approved and repeat the request. */
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
