package io.agentplane.scheduler.task;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why nothing can be done with a task. */
enum TaskProblem implements ProblemCode {
    /** There is no task with this id in the namespace. Check the id and the namespace of the call. */
    TASK_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** The present state does not allow this step. Read the resource; {@code detail} names the states. */
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
