package io.agentplane.scheduler.assignment;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A queued task, as far as it matters who gets it.
 *
 * @param lostBy the agent that held it last and lost it; others go first
 * @param preferred what that agent could do, if it has left and the task itself asks for nothing; who can do the same
 *     goes first
 */
record Need(
        UUID taskId,
        String namespace,
        @Nullable String specialization,
        List<String> capabilities,
        @Nullable UUID lostBy,
        List<String> preferred) {}
