package io.agentplane.gateway.api;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why the gateway turns a call away that no service has seen. */
enum GatewayProblem implements ProblemCode {
    AGENT_KILLED(ProblemKind.DENIED),
    NAMESPACE_NOT_FOUND(ProblemKind.NOT_FOUND),
    GATEWAY_NOT_READY(ProblemKind.UNAVAILABLE),
    AUDIT_UNAVAILABLE(ProblemKind.UNAVAILABLE),
    UPSTREAM_TIMEOUT(ProblemKind.TIMED_OUT);

    private final ProblemKind kind;

    GatewayProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
