package io.agentplane.registry.cluster;

import io.agentplane.platform.problem.ProblemCode;
import io.agentplane.platform.problem.ProblemKind;

/** Why a cluster is not changed or can't be led. */
enum ClusterProblem implements ProblemCode {
    CLUSTER_NOT_FOUND(ProblemKind.NOT_FOUND),
    CLUSTER_NAME_TAKEN(ProblemKind.CONFLICT),
    CLUSTER_FULL(ProblemKind.CONFLICT),
    MEMBER_NOT_FOUND(ProblemKind.NOT_FOUND),
    MEMBER_NOT_ELIGIBLE(ProblemKind.UNPROCESSABLE),
    NO_LEADER(ProblemKind.NOT_FOUND),
    NO_CANDIDATE(ProblemKind.CONFLICT),
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
