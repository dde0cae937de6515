package io.agentplane.scheduler.assignment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The latest assignment of a task: to whom, when and why.
 *
 * @param taskId the task
 * @param agentId the agent that it was given to
 * @param assignedAt when it was given to the agent
 * @param explanation why that agent was chosen
 */
record AssignmentView(
        UUID taskId, @Nullable UUID agentId, Instant assignedAt, AssignmentRound.@Nullable Explanation explanation) {}
