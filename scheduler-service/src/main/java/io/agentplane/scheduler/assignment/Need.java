package io.agentplane.scheduler.assignment;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A queued task, as far as it matters who gets it.
 *
 * @param lostBy the agent that held it last and lost it; others go first
 */
record Need(
        UUID taskId,
        String namespace,
        @Nullable String specialization,
        List<String> capabilities,
        @Nullable UUID lostBy) {}
