package io.agentplane.policy.evaluation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many questions at once; answered in the same order.
 *
 * @param together whether they stand or fall together: approvals are used only when nothing stands against any of them
 */
public record EvaluateBatchRequest(
        @NotNull @Size(min = 1, max = 500) List<@NotNull @Valid EvaluateRequest> requests,
        @Nullable Boolean together) {

    public boolean standOrFallTogether() {
        return Boolean.TRUE.equals(together);
    }
}
