package io.agentplane.scheduler.execution;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pause before a retry: the first after the first failure, then twice as long each time (SCH-4: 2, 4, 8 s). A tenth
 * more or less at random keeps tasks that failed together from coming back together.
 */
record Backoff(Duration first, Duration longest) {

    private static final double JITTER = 0.1;
    private static final int MAX_DOUBLINGS = 40;

    /**
     * @param attempt the one that failed, from 1
     */
    Duration after(int attempt, RandomGenerator random) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(attempt - 1, MAX_DOUBLINGS));
        double bounded = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(Math.round(bounded * random.nextDouble(1 - JITTER, 1 + JITTER)));
    }
}
