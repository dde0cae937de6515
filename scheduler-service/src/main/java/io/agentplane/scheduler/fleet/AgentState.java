package io.agentplane.scheduler.fleet;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler reads of an agent in the registry's events.
 *
 * @param status the registry's word; only {@link #ACTIVE} agents get work, whatever words are added
 */
public record AgentState(
        UUID id,
        String name,
        String status,
        @Nullable String specialization,
        List<String> capabilities,
        int maxConcurrency) {

    static final String ACTIVE = "ACTIVE";
}
