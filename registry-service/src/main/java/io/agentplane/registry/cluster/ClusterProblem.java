package io.agentplane.registry.cluster;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a cluster is not changed or can't be led. */
enum ClusterProblem implements ProblemCode {
    /** There is no cluster with this id in the namespace. Look at the list of clusters. */
    CLUSTER_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** Another cluster of the namespace has this name. Take another name. */
    CLUSTER_NAME_TAKEN(ProblemKind.CONFLICT),

    /** The cluster has as many members as one can have. Remove one first. */
    CLUSTER_FULL(ProblemKind.CONFLICT),

    /** The agent is no member of the cluster. Add it first. */
    MEMBER_NOT_FOUND(ProblemKind.NOT_FOUND),

    /** An agent is unknown or in a state in which it cannot be a member. Look at the agent's state. */
    MEMBER_NOT_ELIGIBLE(ProblemKind.UNPROCESSABLE),

    /** The cluster has no leader at this moment. Wait for an election, or ask for one. */
    NO_LEADER(ProblemKind.NOT_FOUND),

    /** No member of the cluster is active, so none can lead. Activate one. */
    NO_CANDIDATE(ProblemKind.CONFLICT),

    /** The leader's lease is over or another leads. Stop acting as the leader; nothing was changed. */
    LEADERSHIP_LOST(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    ClusterProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
