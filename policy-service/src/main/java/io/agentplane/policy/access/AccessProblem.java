package io.agentplane.policy.access;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why rights are not changed. */
enum AccessProblem implements ProblemCode {
    PRINCIPAL_NOT_FOUND(ProblemKind.NOT_FOUND),
    PRINCIPAL_NAME_TAKEN(ProblemKind.CONFLICT),
    LAST_ADMINISTRATOR(ProblemKind.CONFLICT),
    API_KEY_NOT_FOUND(ProblemKind.NOT_FOUND),
    NAMESPACE_NOT_FOUND(ProblemKind.NOT_FOUND),
    ROLE_NOT_FOUND(ProblemKind.NOT_FOUND),
    ROLE_NAME_TAKEN(ProblemKind.CONFLICT),
    ROLE_BUILT_IN(ProblemKind.CONFLICT),
    ROLE_IN_USE(ProblemKind.CONFLICT),
    CYCLIC_ROLES(ProblemKind.UNPROCESSABLE),
    ROLES_TOO_DEEP(ProblemKind.UNPROCESSABLE),
    TOO_MANY_ROLES(ProblemKind.UNPROCESSABLE),
    TOO_MANY_BINDINGS(ProblemKind.UNPROCESSABLE),
    AGENT_ELSEWHERE(ProblemKind.UNPROCESSABLE),
    UNKNOWN_ROLE(ProblemKind.UNPROCESSABLE),
    UNKNOWN_PERMISSION(ProblemKind.UNPROCESSABLE),
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
