package io.agentplane.policy.audit;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why the log is not read. */
enum AuditProblem implements ProblemCode {
    /** Too many exports or verifications of the log are running. Repeat the call after {@code Retry-After} seconds. */
    AUDIT_READERS_BUSY(ProblemKind.RATE_LIMITED);

    private final ProblemKind kind;

    AuditProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
