package io.agentplane.policy.budget;

import java.time.Instant;
import java.util.UUID;

/** A budget as it is stored. */
record Budget(
        UUID id,
        String namespace,
        BudgetScope scope,
        String subject,
        BudgetPeriod period,
        Limit limit,
        Limit taskLimit,
        long revision) {

    BudgetView view(Instant now, Taken taken) {
        return new BudgetView(
                scope,
                subject,
                period,
                limit.amount(),
                limit.tokens(),
                taskLimit,
                period.startOf(now),
                taken.reserved(),
                taken.spent(),
                revision);
    }

    BudgetState state() {
        return new BudgetState(namespace, scope, subject, period, limit.amount(), limit.tokens(), taskLimit, revision);
    }

    /** A budget and what is taken of it in the running period. */
    record Balance(Budget budget, Taken taken) {}

    /** What is taken of an account. */
    record Taken(Cost reserved, Cost spent) {

        static final Taken NOTHING = new Taken(Cost.NONE, Cost.NONE);

        Cost sum() {
            return Cost.ofMicros(reserved.micros() + spent.micros(), reserved.tokens() + spent.tokens());
        }
    }
}
