package io.agentplane.policy.budget;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why nothing is reserved, settled or limited. */
enum BudgetProblem implements ProblemCode {
    BUDGET_NOT_FOUND(ProblemKind.NOT_FOUND),
    BUDGET_EXHAUSTED(ProblemKind.EXHAUSTED),
    RESERVATION_NOT_FOUND(ProblemKind.NOT_FOUND),
    RESERVATION_CLOSED(ProblemKind.CONFLICT),
    BUDGETS_BUSY(ProblemKind.UNAVAILABLE);

    private final ProblemKind kind;

    BudgetProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
