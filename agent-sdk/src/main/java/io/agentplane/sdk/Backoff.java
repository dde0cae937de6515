package io.agentplane.sdk;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a number of failures in a row: doubling from {@code first} up to {@code limit}, and of that a
 * random part between half and all, so that a fleet that lost its gateway together doesn't come back together.
 */
public record Backoff(Duration first, Duration limit) {

    private static final int MAX_DOUBLINGS = 20;

    public Backoff {
        if (!first.isPositive() || limit.compareTo(first) < 0) {
            throw new IllegalArgumentException("a back-off needs 0 < first <= limit");
        }
    }

    public Duration delay(int failures, RandomGenerator random) {
        Duration doubled = first.multipliedBy(1L << Math.clamp(failures - 1L, 0, MAX_DOUBLINGS));
        Duration ceiling = doubled.compareTo(limit) < 0 ? doubled : limit;
        long half = ceiling.toNanos() / 2;
        return Duration.ofNanos(half + random.nextLong(half + 1));
    }
}
