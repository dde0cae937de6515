package io.agentplane.scheduler.execution;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why an agent's report is not taken. */
enum ExecutionProblem implements ProblemCode {
    /** The lease is over and the task may be another agent's. Stop working on it; nothing was changed. */
    LEASE_LOST(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    ExecutionProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
