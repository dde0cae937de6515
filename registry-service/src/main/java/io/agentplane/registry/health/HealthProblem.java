package io.agentplane.registry.health;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a heartbeat is not taken. */
enum HealthProblem implements ProblemCode {
    AGENT_DECOMMISSIONED;

    @Override
    public ProblemKind kind() {
        return ProblemKind.CONFLICT;
    }
}
