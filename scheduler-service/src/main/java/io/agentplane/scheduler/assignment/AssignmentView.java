package io.agentplane.scheduler.assignment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last assignment of a task: to whom, when, and why. */
record AssignmentView(
        UUID taskId, @Nullable UUID agentId, Instant assignedAt, AssignmentRound.@Nullable Explanation explanation) {}
