package io.agentplane.registry.recovery;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why there is no recovery to show. */
enum RecoveryProblem implements ProblemCode {
    /** The agent was never degraded, so it has no recovery. Look at the agent's events. */
    RECOVERY_NOT_FOUND;

    @Override
    public ProblemKind kind() {
        return ProblemKind.NOT_FOUND;
    }
}
