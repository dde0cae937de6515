package io.agentplane.scheduler.fleet;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why an agent can't do what it asks for. */
enum FleetProblem implements ProblemCode {
    /** There is no agent with this id in the namespace. Check the id and the namespace of the call. */
    AGENT_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** Only an active agent is given tasks. Activate it first. */
    AGENT_NOT_ACTIVE(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    FleetProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
