package io.agentplane.scheduler.execution;

import io.agentplane.scheduler.task.TaskView;
import java.time.Instant;
import java.util.UUID;

/** A task that is the agent's until the lease ends; the token proves it. */
record ClaimedTaskView(TaskView task, UUID leaseToken, Instant leaseUntil) {}
