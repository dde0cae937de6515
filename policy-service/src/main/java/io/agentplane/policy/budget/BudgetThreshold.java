package io.agentplane.policy.budget;

import java.time.Instant;

/**
 * How far a budget is used.
 *
 * @param budget as it is when the threshold is reached
 * @param percent 80 or 100
 * @param taken what is reserved and spent together
 */
public record BudgetThreshold(BudgetState budget, Instant periodStart, int percent, Cost taken) {}
