package io.agentplane.policy.access;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why rights are not changed. */
enum AccessProblem implements ProblemCode {
    PRINCIPAL_NOT_FOUND(ProblemKind.NOT_FOUND),
    PRINCIPAL_NAME_TAKEN(ProblemKind.CONFLICT),
    LAST_ADMINISTRATOR(ProblemKind.CONFLICT),
    API_KEY_NOT_FOUND(ProblemKind.NOT_FOUND),
    RIGHTS_EXCEEDED(ProblemKind.DENIED);

    private final ProblemKind kind;

    AccessProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
