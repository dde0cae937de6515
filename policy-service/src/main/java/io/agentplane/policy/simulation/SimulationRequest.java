package io.agentplane.policy.simulation;

import io.agentplane.policy.engine.CanonicalId;
import io.agentplane.policy.evaluation.PlainId;
import io.agentplane.policy.policy.DefaultDecision;
import io.agentplane.policy.policy.DraftPolicy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Policies to try on recorded decisions. What it doesn't name stays as it is at present.
 *
 * @param policies changed or new policies
 * @param without policies that would be no more
 * @param defaultDecision what would hold where none decides
 * @param agentId tries the decisions of this agent alone
 * @param from tries decisions made then or later
 * @param to tries decisions made earlier
 * @param limit tries so many at most, the newest
 */
record SimulationRequest(
        @Size(max = 1_000) @Nullable List<@NotNull @Valid DraftPolicy> policies,
        @Size(max = 1_000) @Nullable Set<@NotNull UUID> without,
        @Nullable DefaultDecision defaultDecision,
        @PlainId @Nullable String agentId,
        @Nullable Instant from,
        @Nullable Instant to,
        @Min(1) @Max(20_000) @Nullable Integer limit) {

    private static final int USUAL_LIMIT = 5_000;

    SimulationRequest {
        policies = policies == null ? List.of() : policies;
        without = without == null ? Set.of() : without;
        agentId = agentId == null ? null : CanonicalId.of(agentId);
        limit = limit == null ? USUAL_LIMIT : limit;
    }
}
