package io.agentplane.scheduler.killswitch;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why nothing is taken from an agent. */
enum KillSwitchProblem implements ProblemCode {
    /**
     * A kill switch stops the agent, or all agents. Nothing is to be repeated until it is lifted; {@code reason} says
     * why it was set.
     */
    AGENT_KILLED(ProblemKind.DENIED),

    /** The service has just started and does not know all kill switches yet. Repeat the call a moment later. */
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
