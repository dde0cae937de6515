package io.agentplane.scheduler.fleet;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why an agent can't do what it asks for. */
enum FleetProblem implements ProblemCode {
    AGENT_NOT_FOUND(ProblemKind.NOT_FOUND),
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
