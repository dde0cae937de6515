package io.agentplane.policy.policy;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a policy is not taken. */
enum PolicyProblem implements ProblemCode {
    POLICY_NOT_FOUND(ProblemKind.NOT_FOUND),
    POLICY_NAME_TAKEN(ProblemKind.CONFLICT),
    POLICY_INVALID(ProblemKind.UNPROCESSABLE),
    POLICY_TESTS_FAILED(ProblemKind.UNPROCESSABLE);

    private final ProblemKind kind;

    PolicyProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
