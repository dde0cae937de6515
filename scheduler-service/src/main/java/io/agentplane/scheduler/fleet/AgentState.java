package io.agentplane.scheduler.fleet;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler reads of an agent in the registry's events.
 *
 * @param status the registry's word; only {@link #ACTIVE} agents get work, whatever words are added
 * @param statusReason why it has that status, if someone said so
 * @param drainUntil while set, the agent goes on with what it was given and gets nothing new
 */
public record AgentState(
        UUID id,
        String name,
        String status,
        @Nullable String specialization,
        List<String> capabilities,
        int maxConcurrency,
        @Nullable String statusReason,
        @Nullable Instant drainUntil) {

    static final String ACTIVE = "ACTIVE";
}
