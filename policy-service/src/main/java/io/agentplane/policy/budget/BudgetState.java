package io.agentplane.policy.budget;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A budget as others are told of it. */
public record BudgetState(
        String namespace,
        BudgetScope scope,
        String id,
        BudgetPeriod period,
        @Nullable BigDecimal amount,
        @Nullable Long tokens,
        Limit perTask,
        long revision) {}
