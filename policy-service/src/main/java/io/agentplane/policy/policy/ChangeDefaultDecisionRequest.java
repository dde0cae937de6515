package io.agentplane.policy.policy;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/**
 * What is to hold where no policy decides.
 *
 * @param decision the decision
 */
@Schema(example = "{\"decision\": \"DENY\"}")
record ChangeDefaultDecisionRequest(@NotNull DefaultDecision decision) {}
