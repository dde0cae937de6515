package io.agentplane.sdk;

import java.time.Duration;

/** How the work goes, told with each heartbeat: what is running, and how what was finished since the last one went. */
final class WorkFigures {

    private final int maxConcurrency;

    private int running;
    private int completed;
    private int failed;
    private Duration worked = Duration.ZERO;

    WorkFigures(int maxConcurrency) {
        this.maxConcurrency = maxConcurrency;
    }

    synchronized void started() {
        running++;
    }

    synchronized void completed(Duration took) {
        running--;
        completed++;
        worked = worked.plus(took);
    }

    synchronized void failed(Duration took) {
        running--;
        failed++;
        worked = worked.plus(took);
    }

    /** A dropped task says nothing about quality. */
    synchronized void dropped() {
        running--;
    }

    /** Starts the count anew. A heartbeat that gets lost takes its figures with it. */
    synchronized AgentHeartbeat heartbeat() {
        int finished = completed + failed;
        Double errorRate = finished == 0 ? null : (double) failed / finished;
        Duration responseTime = finished == 0 ? null : worked.dividedBy(finished);
        completed = 0;
        failed = 0;
        worked = Duration.ZERO;
        return new AgentHeartbeat((double) running / maxConcurrency, errorRate, responseTime);
    }
}
