package io.agentplane.gateway.decision;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a question to policies has no answer. */
enum DecisionProblem implements ProblemCode {
    GATEWAY_NOT_READY(ProblemKind.UNAVAILABLE),
    DECISION_LOG_UNAVAILABLE(ProblemKind.UNAVAILABLE),
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
