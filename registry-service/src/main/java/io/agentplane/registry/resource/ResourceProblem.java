package io.agentplane.registry.resource;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a pool gives or takes nothing. */
enum ResourceProblem implements ProblemCode {
    /** There is no resource pool of this name in the namespace. Look at the list of pools. */
    RESOURCE_POOL_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** The agent contributes nothing to the pool. Look at the agents of the pool. */
    CONTRIBUTION_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** There is no such allocation; it may have been released already. Look at the pool's ledger. */
    ALLOCATION_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** More of the contribution is allocated than would be left. Release allocations first, or lower it less. */
    CONTRIBUTION_IN_USE(ProblemKind.CONFLICT),

    /** The pool has less left than was asked for, and nothing was allocated. Ask for less, or repeat it later. */
    INSUFFICIENT_RESOURCES(ProblemKind.CONFLICT),

    /** The agent is inactive or decommissioned and can take no part in resource pools. Use an agent that is neither. */
    AGENT_OUT_OF_WORK(ProblemKind.CONFLICT),

    /** The pool has as many contributors as one can have. Take another pool. */
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
