package io.agentplane.policy.permission;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why an agent's permissions are not shown, or not asked for. */
enum PermissionProblem implements ProblemCode {
    /** The agent has no permissions of its own, so that policies alone bind it. Set permissions first. */
    AGENT_PERMISSIONS_NOT_FOUND(ProblemKind.NOT_FOUND);

    private final ProblemKind kind;

    PermissionProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
