package io.agentplane.registry.cluster;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody's word that they lead a cluster. */
record LeadershipClaim(UUID agentId, long term) {

    /** The claim that a change is made under, if any; half a claim is refused. */
    static @Nullable LeadershipClaim of(@Nullable UUID leaderId, @Nullable Long term) {
        if (leaderId == null && term == null) {
            return null;
        }
        if (leaderId == null || term == null) {
            String missing = term == null ? "term" : "leaderId";
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: " + missing)
                    .withErrors(List.of(new FieldFault(missing, "leaderId and term come together")));
        }
        return new LeadershipClaim(leaderId, term);
    }

    static DomainException lost() {
        return ClusterProblem.LEADERSHIP_LOST.because("The lease of this term is over; nothing was changed");
    }
}
