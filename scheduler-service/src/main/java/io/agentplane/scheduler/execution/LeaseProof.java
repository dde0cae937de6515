package io.agentplane.scheduler.execution;

import java.util.UUID;

/** What a report is made under: the task alone proves nothing, and neither does a token of another task. */
record LeaseProof(UUID taskId, UUID leaseToken) {}
