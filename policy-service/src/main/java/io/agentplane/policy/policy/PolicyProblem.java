package io.agentplane.policy.policy;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a policy is not taken. */
enum PolicyProblem implements ProblemCode {
    POLICY_NOT_FOUND(ProblemKind.NOT_FOUND),
    POLICY_NAME_TAKEN(ProblemKind.CONFLICT),
    POLICY_INVALID(ProblemKind.UNPROCESSABLE),
    POLICY_TESTS_FAILED(ProblemKind.UNPROCESSABLE),
    POLICY_TOO_COSTLY(ProblemKind.UNPROCESSABLE),
    POLICY_LIMIT_REACHED(ProblemKind.CONFLICT),
    POLICIES_BUSY(ProblemKind.RATE_LIMITED);

    private final ProblemKind kind;

    PolicyProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
