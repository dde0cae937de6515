package io.agentplane.policy.budget;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Lets a few at a time reserve. Those who want the same budget wait for each other in the database anyway; here they wait
 * without holding one of its connections, which all other callers need too.
 */
@Component
class ReservationTurns {

    private final Semaphore turns;
    private final Duration patience;

    ReservationTurns(BudgetSettings settings) {
        turns = new Semaphore(settings.atOnce(), true);
        patience = settings.patience();
    }

    <T> T take(Supplier<T> work) {
        if (!isMyTurn()) {
            throw BudgetProblem.BUDGETS_BUSY.because(
                    "Too many reservations of this budget are made at once; retry in a moment");
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private boolean isMyTurn() {
        try {
            return turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
