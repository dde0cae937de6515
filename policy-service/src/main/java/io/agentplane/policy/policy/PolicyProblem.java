package io.agentplane.policy.policy;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a policy is not taken. */
enum PolicyProblem implements ProblemCode {
    /** There is no policy with this id in the namespace. Look at the list of policies. */
    POLICY_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** Another policy of the namespace has this name. Change that one, or take another name. */
    POLICY_NAME_TAKEN(ProblemKind.CONFLICT),

    /**
     * The policy is not valid; {@code errors} names the place and what is wrong with it. Correct it and send it again.
     */
    POLICY_INVALID(ProblemKind.UNPROCESSABLE),

    /** The policy does not decide as its own tests expect, and is not stored. Correct the policy or its tests. */
    POLICY_TESTS_FAILED(ProblemKind.UNPROCESSABLE),

    /** The namespace's policies together take too long to compile or to decide. Make them fewer or simpler. */
    POLICY_TOO_COSTLY(ProblemKind.UNPROCESSABLE),

    /** The namespace has as many policies as it can have. Delete one first. */
    POLICY_LIMIT_REACHED(ProblemKind.CONFLICT),

    /** Too many policies are being compiled at this moment. Repeat the call after {@code Retry-After} seconds. */
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
