package io.agentplane.registry.discovery;

import io.agentplane.platform.text.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job for which the best agents are wanted.
 *
 * @param capabilities what the job needs; an agent needs one of them to be ranked, and ranks higher with more. Without
 *     any, every active agent is ranked
 * @param preferLowLatency whether a short {@code timeout} of the agent counts more, and its free concurrency less;
 *     {@code false} when left out
 * @param strategy how agents are compared; {@code WEIGHTED}, the only one, when left out: 0.5 × the share of the
 *     capabilities that the agent has + (0.5 − w) × the free share of its concurrency + w / its timeout in seconds,
 *     where w is 0.1, and 0.3 when low latency is preferred
 * @param limit how many agents are wanted at most; 10 when left out
 */
@Schema(example = "{\"capabilities\": [\"summarize\"], \"preferLowLatency\": true, \"limit\": 3}")
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
