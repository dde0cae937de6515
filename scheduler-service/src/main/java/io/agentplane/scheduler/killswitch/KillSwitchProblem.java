package io.agentplane.scheduler.killswitch;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why nothing is taken from an agent. */
enum KillSwitchProblem implements ProblemCode {
    AGENT_KILLED(ProblemKind.DENIED),
    KILL_SWITCHES_UNKNOWN(ProblemKind.UNAVAILABLE);

    private final ProblemKind kind;

    KillSwitchProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
