package io.agentplane.policy.evaluation;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many questions at once.
 *
 * @param requests the questions, 500 at most; they are answered in this order
 * @param together whether they stand or fall together: approvals are then used up only when all questions are allowed. False
 *     unless given
 */
@Schema(example = """
        {
          "requests": [
            {"agentId": "0199c3a4-5b6c-7d8e-9f01-23456789abcd", "action": "read-file", "resource": "docs/plan.txt"},
            {"agentId": "0199c3a4-5b6c-7d8e-9f01-23456789abcd", "action": "send-mail", "context": {"estimated_cost": 0.02}}
          ],
          "together": true
        }""")
public record EvaluateBatchRequest(
        @NotNull @Size(min = 1, max = 500) List<@NotNull @Valid EvaluateRequest> requests,
        @Nullable Boolean together) {

    public boolean standOrFallTogether() {
        return Boolean.TRUE.equals(together);
    }
}
