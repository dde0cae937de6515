package io.agentplane.scheduler.execution;

import io.agentplane.scheduler.task.TaskView;
import java.time.Instant;
import java.util.UUID;

/**
 * A task that an agent has claimed, with the lease on it.
 *
 * @param task the task, with its payload
 * @param leaseToken proves that the agent has the lease; each heartbeat and report sends it
 * @param leaseUntil until when the lease holds unless a heartbeat extends it
 */
record ClaimedTaskView(TaskView task, UUID leaseToken, Instant leaseUntil) {}
