package io.agentplane.registry.work;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why there is nothing to tell of an agent's work. */
enum WorkProblem implements ProblemCode {
    /** There is no agent with this id in the namespace. Check the id and the namespace of the call. */
    AGENT_NOT_FOUND;

    @Override
    public ProblemKind kind() {
        return ProblemKind.NOT_FOUND;
    }
}
