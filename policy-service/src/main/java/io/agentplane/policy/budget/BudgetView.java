package io.agentplane.policy.budget;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A budget and what is taken of it in the running period.
 *
 * @param scope whose costs it limits: those of one {@code AGENT}, of all agents of an {@code OWNER}, or of the
 *     {@code NAMESPACE}
 * @param id the agent, the owner or the namespace
 * @param period how long the limits count, by the calendar in UTC: {@code DAY}, {@code WEEK} (from Monday),
 *     {@code MONTH} or {@code YEAR}
 * @param amount the limit in US dollars; absent when money is not limited
 * @param tokens the limit in tokens; absent when tokens are not limited
 * @param perTask how much one task may cost
 * @param periodStart the beginning of the running period
 * @param reserved what calls that run at present may cost at most
 * @param spent what was settled
 * @param revision counts the changes of the limits, 0 before the first; it is what {@code If-Match} needs
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
