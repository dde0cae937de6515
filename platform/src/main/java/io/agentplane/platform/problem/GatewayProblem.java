package io.agentplane.platform.problem;

/** Why the gateway turns a call away that no service has seen; so any call to any service may be refused like that. */
public enum GatewayProblem implements ProblemCode {
    /**
     * A kill switch stops the agent, or all agents. Nothing is to be repeated until it is lifted; {@code reason} says
     * why it was set.
     */
    AGENT_KILLED(ProblemKind.DENIED),

    /** There is no such namespace, or you have no role in it. Check the name, or have a role bound to you there. */
    NAMESPACE_NOT_FOUND(ProblemKind.NOT_FOUND),

    /**
     * The gateway has just started and does not know all rights, policies and kill switches yet. Repeat the call after
     * a moment.
     */
    GATEWAY_NOT_READY(ProblemKind.UNAVAILABLE),

    /**
     * The call changes something and there is no room to put it on record. Repeat it later; operators look at the
     * gateway's spool.
     */
    AUDIT_UNAVAILABLE(ProblemKind.UNAVAILABLE),

    /**
     * The service took too long to answer, and may have done what was asked for. Repeat it with the same
     * Idempotency-Key, or read before you repeat.
     */
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
