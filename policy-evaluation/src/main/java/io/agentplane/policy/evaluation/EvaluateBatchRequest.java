package io.agentplane.policy.evaluation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Many questions at once; answered in the same order. */
public record EvaluateBatchRequest(
        @NotNull @Size(min = 1, max = 500) List<@NotNull @Valid EvaluateRequest> requests) {}
