package io.agentplane.scheduler.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks of one type are under way, and how many are dead.
 *
 * @param type the tasks' type
 * @param queued tasks that no agent has room for yet
 * @param assigned tasks that were given to an agent, which has not claimed them yet
 * @param running tasks that an agent has claimed
 * @param waiting tasks that failed and are tried again later
 * @param dead tasks that failed too often; they can be queued again by hand
 * @param oldestQueued how long ago the oldest queued task was submitted; absent when none is queued
 */
record QueueView(
        String type,
        long queued,
        long assigned,
        long running,
        long waiting,
        long dead,
        @Nullable Duration oldestQueued) {}
