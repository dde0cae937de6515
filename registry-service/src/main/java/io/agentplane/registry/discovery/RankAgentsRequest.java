package io.agentplane.registry.discovery;

import io.agentplane.platform.text.PlainText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job that wants the best agent. What is left out takes the default of the component. */
record RankAgentsRequest(
        @Size(max = 100) @Nullable List<@NotNull @Size(min = 1, max = 100) @PlainText String> capabilities,

        @Nullable Boolean preferLowLatency,
        @Nullable RankingStrategy strategy,
        @Min(1) @Max(100) @Nullable Integer limit) {

    RankAgentsRequest {
        capabilities = capabilities == null ? List.of() : capabilities;
        preferLowLatency = preferLowLatency != null && preferLowLatency;
        strategy = strategy == null ? RankingStrategy.WEIGHTED : strategy;
        limit = limit == null ? 10 : limit;
    }
}
