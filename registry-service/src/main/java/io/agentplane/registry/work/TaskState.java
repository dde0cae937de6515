package io.agentplane.registry.work;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the registry reads of a task in the scheduler's events.
 *
 * @param status the scheduler's word; one that is not known here counts as neither open nor ended
 * @param agentId who has it, or had it when it came to an end
 * @param submittedBy the name of the principal that asked for it
 */
record TaskState(
        UUID id,
        String status,
        @Nullable UUID agentId,
        @Nullable String submittedBy) {}
