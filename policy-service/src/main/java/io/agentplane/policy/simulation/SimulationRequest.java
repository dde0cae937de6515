package io.agentplane.policy.simulation;

import io.agentplane.policy.engine.CanonicalId;
import io.agentplane.policy.evaluation.PlainId;
import io.agentplane.policy.policy.DefaultDecision;
import io.agentplane.policy.policy.DraftPolicy;
import io.swagger.v3.oas.annotations.media.Schema;
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
 * Changes of policies to be tried on recorded decisions. What is not named stays as it is at present.
 *
 * @param policies changed or new policies; none when left out
 * @param without the ids of policies to be left out; none when left out
 * @param defaultDecision what would hold where no policy decides; as at present when left out
 * @param agentId the agent whose decisions are tried; those of all agents when left out
 * @param from only decisions made at this time or later are tried
 * @param to only decisions made before this time are tried
 * @param limit how many decisions are tried at most, the newest first; 5000 when left out
 */
@Schema(example = """
        {
          "policies": [
            {"policy": {"name": "no-writes-at-night", "conditions": {"action": "write", "hour_below": 6}, "action": "DENY"}}
          ],
          "defaultDecision": "ALLOW",
          "limit": 1000
        }
        """)
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
