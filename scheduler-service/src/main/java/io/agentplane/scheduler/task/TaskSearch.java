package io.agentplane.scheduler.task;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tasks to list; what is null doesn't matter. */
record TaskSearch(
        @Nullable TaskStatus status,
        @Nullable UUID agentId,
        @Nullable String type,
        @Nullable UUID after,
        int limit,
        Set<TaskContent> included) {}
