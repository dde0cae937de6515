package io.agentplane.scheduler.execution;

import java.time.Instant;
import java.util.UUID;

/** How long the task is still the agent's. */
record LeaseView(UUID taskId, Instant leaseUntil) {}
