package io.agentplane.registry.agent;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why the registry says no. */
enum AgentProblem implements ProblemCode {
    /** There is no agent with this id in the namespace. Check the id and the namespace of the call. */
    AGENT_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** The agent has no instance with this id. Look at the agent's instances. */
    INSTANCE_NOT_FOUND(ProblemKind.NOT_FOUND),

    /**
     * An agent of this name and version is registered, or was until recently. Change that one, or register another
     * version.
     */
    AGENT_ALREADY_REGISTERED(ProblemKind.CONFLICT),

    /**
     * The name belongs to another owner, and stays reserved for a time after its last agent is decommissioned. Take
     * another name, or have an agent of that name transferred.
     */
    NAME_OWNED_BY_ANOTHER(ProblemKind.CONFLICT),

    /** The instance was removed from the agent. Stop it, or add it again if it is to come back. */
    INSTANCE_REMOVED(ProblemKind.CONFLICT),

    /** The agent has as many instances as one can have. Remove one first. */
    TOO_MANY_INSTANCES(ProblemKind.CONFLICT),

    /** The present state does not allow this step. Read the resource; {@code detail} names the states. */
    ILLEGAL_TRANSITION(ProblemKind.CONFLICT),

    /** The agent is decommissioned and stays as it was. Register a new version. */
    AGENT_DECOMMISSIONED(ProblemKind.CONFLICT),

    /**
     * The configuration does not fit its schema or its bounds. Correct what {@code errors} lists; nothing was changed.
     */
    CONFIGURATION_INVALID(ProblemKind.UNPROCESSABLE),

    /** Lines of the import are not valid, so nothing was imported. Correct the lines that {@code errors} names. */
    IMPORT_INVALID(ProblemKind.UNPROCESSABLE),

    /** A policy forbids it. {@code policyId} and {@code decisionId} say which one and where the decision is kept. */
    POLICY_DENIED(ProblemKind.DENIED),

    /** A policy asks for an approval. Have {@code approvalId} approved and repeat the request. */
    APPROVAL_REQUIRED(ProblemKind.DENIED),

    /** You have too many watches and exports open. Close one, or repeat the call after {@code Retry-After} seconds. */
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
