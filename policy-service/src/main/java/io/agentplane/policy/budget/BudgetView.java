package io.agentplane.policy.budget;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A budget and what is taken of it in the running period.
 *
 * @param id the agent, owner or namespace whose costs it limits
 * @param amount the limit in US dollars, absent when money isn't limited
 * @param tokens the limit in tokens, absent when tokens aren't limited
 * @param periodStart the beginning of the running period
 * @param reserved what calls that run at present may cost at most
 * @param spent what was settled
 * @param revision counts the changes, 0 before the first; served as the ETag
 */
public record BudgetView(
        BudgetScope scope,
        String id,
        BudgetPeriod period,
        @Nullable BigDecimal amount,
        @Nullable Long tokens,
        Limit perTask,
        Instant periodStart,
        Cost reserved,
        Cost spent,
        long revision) {}
