package io.agentplane.registry.resource;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a pool gives or takes nothing. */
enum ResourceProblem implements ProblemCode {
    RESOURCE_POOL_NOT_FOUND(ProblemKind.NOT_FOUND),
    CONTRIBUTION_NOT_FOUND(ProblemKind.NOT_FOUND),
    ALLOCATION_NOT_FOUND(ProblemKind.NOT_FOUND),
    CONTRIBUTION_IN_USE(ProblemKind.CONFLICT),
    INSUFFICIENT_RESOURCES(ProblemKind.CONFLICT),
    AGENT_OUT_OF_WORK(ProblemKind.CONFLICT),
    RESOURCE_POOL_FULL(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    ResourceProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
