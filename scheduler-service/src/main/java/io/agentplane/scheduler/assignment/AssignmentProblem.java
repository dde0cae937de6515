package io.agentplane.scheduler.assignment;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why there is no assignment to show. */
enum AssignmentProblem implements ProblemCode {
    /** The task was not given to an agent yet, so there is no assignment to explain. Ask again later. */
    NOT_ASSIGNED_YET(ProblemKind.NOT_FOUND);

    private final ProblemKind kind;

    AssignmentProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
