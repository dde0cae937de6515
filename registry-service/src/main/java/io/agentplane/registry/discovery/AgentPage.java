package io.agentplane.registry.discovery;

import io.agentplane.registry.agent.AgentView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the agents that were found.
 *
 * @param massFailure present, and {@code true}, when hardly any agent that fits is active, so that degraded ones are
 *     found too
 */
record AgentPage(
        List<AgentView> items,
        @Nullable String nextCursor,
        @Nullable Boolean massFailure) {}
