package io.agentplane.policy.simulation;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a simulation is not made. */
enum SimulationProblem implements ProblemCode {
    /** Too many simulations or analyses are running. Repeat the call after {@code Retry-After} seconds. */
    SIMULATIONS_BUSY(ProblemKind.RATE_LIMITED);

    private final ProblemKind kind;

    SimulationProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
