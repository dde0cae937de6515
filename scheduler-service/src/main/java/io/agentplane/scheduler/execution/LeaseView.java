package io.agentplane.scheduler.execution;

import java.time.Instant;
import java.util.UUID;

/**
 * How long a task is still the agent's.
 *
 * @param taskId the task
 * @param leaseUntil until when the lease holds unless it is extended again
 */
record LeaseView(UUID taskId, Instant leaseUntil) {}
