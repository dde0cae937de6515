package io.agentplane.sdk;

import java.time.Duration;

/**
 * How an {@link AgentWorker} works.
 *
 * @param maxConcurrency tasks at a time
 * @param lease how long a task stays this agent's after its last sign of life; extended at each third of it while the
 * handler works
 * @param claimWait how long one claim waits for work at the gateway; an orderly stop may take as long
 * @param stopWithin how long {@link AgentWorker#close()} lets running tasks finish
 */
public record WorkerSettings(
        int maxConcurrency, Duration lease, Duration claimWait, Duration stopWithin, Backoff backoff) {

    public WorkerSettings {
        if (maxConcurrency < 1) {
            throw new IllegalArgumentException("a worker needs room for one task at least");
        }
        if (!lease.isPositive() || claimWait.isNegative() || stopWithin.isNegative()) {
            throw new IllegalArgumentException("a lease must be positive, and no time limit may be negative");
        }
    }

    public static WorkerSettings defaults() {
        return new WorkerSettings(
                4,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15)));
    }

    public WorkerSettings withMaxConcurrency(int tasks) {
        return new WorkerSettings(tasks, lease, claimWait, stopWithin, backoff);
    }

    public WorkerSettings withLease(Duration length) {
        return new WorkerSettings(maxConcurrency, length, claimWait, stopWithin, backoff);
    }

    public WorkerSettings withClaimWait(Duration wait) {
        return new WorkerSettings(maxConcurrency, lease, wait, stopWithin, backoff);
    }

    public WorkerSettings withStopWithin(Duration limit) {
        return new WorkerSettings(maxConcurrency, lease, claimWait, limit, backoff);
    }

    public WorkerSettings withBackoff(Backoff other) {
        return new WorkerSettings(maxConcurrency, lease, claimWait, stopWithin, other);
    }

    Duration thirdOfLease() {
        return lease.dividedBy(3);
    }
}
