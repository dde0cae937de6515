package io.agentplane.scheduler.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks of one type are on their way, and how many are stuck.
 *
 * @param oldestQueued how long the oldest queued task has existed; absent when none is queued
 */
record QueueView(
        String type,
        long queued,
        long assigned,
        long running,
        long waiting,
        long dead,
        @Nullable Duration oldestQueued) {}
