package io.agentplane.gateway.decision;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a question to policies has no answer. */
enum DecisionProblem implements ProblemCode {
    /** There is no room to record the decision, so none is given. Repeat the question later. */
    DECISION_LOG_UNAVAILABLE(ProblemKind.UNAVAILABLE),

    /** Too many questions that need approval are waiting. Repeat the question later. */
    APPROVALS_BUSY(ProblemKind.UNAVAILABLE);

    private final ProblemKind kind;

    DecisionProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
