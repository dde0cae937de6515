package io.agentplane.scheduler.task;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why nothing can be done with a task. */
enum TaskProblem implements ProblemCode {
    TASK_NOT_FOUND(ProblemKind.NOT_FOUND),
    ILLEGAL_TRANSITION(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    TaskProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
