package io.agentplane.registry.health;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a heartbeat is not taken. */
enum HealthProblem implements ProblemCode {
    /** The agent is decommissioned and stays as it was. Register a new version. */
    AGENT_DECOMMISSIONED;

    @Override
    public ProblemKind kind() {
        return ProblemKind.CONFLICT;
    }
}
