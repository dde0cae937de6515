package io.agentplane.sdk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the work goes, told with each heartbeat: moving averages of 0.7 old and 0.3 new, as the scheduler keeps them too. */
final class WorkFigures {

    private static final double OLD = 0.7;
    private static final double NEW = 0.3;

    private int running;
    private @Nullable Double errorRate;
    private @Nullable Double seconds;

    synchronized void started() {
        running++;
    }

    synchronized void finished(boolean failed, Duration took) {
        running--;
        errorRate = average(errorRate, failed ? 1.0 : 0.0);
        seconds = average(seconds, took.toNanos() / 1e9);
    }

    /** A dropped task says nothing about quality. */
    synchronized void dropped() {
        running--;
    }

    synchronized AgentHeartbeat heartbeat() {
        Duration responseTime = seconds == null ? null : Duration.ofMillis(Math.round(seconds * 1000));
        return new AgentHeartbeat((double) running, errorRate, responseTime);
    }

    private static double average(@Nullable Double old, double latest) {
        return old == null ? latest : OLD * old + NEW * latest;
    }
}
