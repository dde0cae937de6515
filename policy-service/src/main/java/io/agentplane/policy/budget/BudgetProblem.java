package io.agentplane.policy.budget;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why nothing is reserved, settled or limited. */
enum BudgetProblem implements ProblemCode {
    /** There is no budget for this agent, owner or namespace. Set one first. */
    BUDGET_NOT_FOUND(ProblemKind.NOT_FOUND),

    /**
     * The budget has not enough left in its period. Wait for the next period, or have the budget raised; {@code scope}
     * says which one it is.
     */
    BUDGET_EXHAUSTED(ProblemKind.EXHAUSTED),

    /** There is no reservation with this id; those that have ended are deleted after a time. Check the id. */
    RESERVATION_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** The reservation was settled, released or has lapsed already. Reserve anew. */
    RESERVATION_CLOSED(ProblemKind.CONFLICT),

    /** Too many reservations of one budget come at once. Repeat the call a moment later. */
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
