package io.agentplane.registry.agent;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why the registry says no. */
enum AgentProblem implements ProblemCode {
    AGENT_NOT_FOUND(ProblemKind.NOT_FOUND),
    INSTANCE_NOT_FOUND(ProblemKind.NOT_FOUND),
    AGENT_ALREADY_REGISTERED(ProblemKind.CONFLICT),
    NAME_OWNED_BY_ANOTHER(ProblemKind.CONFLICT),
    INSTANCE_REMOVED(ProblemKind.CONFLICT),
    TOO_MANY_INSTANCES(ProblemKind.CONFLICT),
    ILLEGAL_TRANSITION(ProblemKind.CONFLICT),
    AGENT_DECOMMISSIONED(ProblemKind.CONFLICT),
    CONFIGURATION_INVALID(ProblemKind.UNPROCESSABLE),
    IMPORT_INVALID(ProblemKind.UNPROCESSABLE),
    POLICY_DENIED(ProblemKind.DENIED),
    APPROVAL_REQUIRED(ProblemKind.DENIED),
    TOO_MANY_STREAMS(ProblemKind.RATE_LIMITED);

    private final ProblemKind kind;

    AgentProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
