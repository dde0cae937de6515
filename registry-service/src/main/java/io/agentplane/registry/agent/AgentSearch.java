package io.agentplane.registry.agent;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to look for; all of it must hold.
 *
 * @param capabilities the agent has every one
 * @param tags the agent has every one with this value
 * @param status absent for any
 * @param text part of the name or description, upper or lower case
 * @param after the id behind which to go on
 */
record AgentSearch(
        List<String> capabilities,
        Map<String, String> tags,
        @Nullable AgentStatus status,
        @Nullable AgentRole role,
        @Nullable String owner,
        @Nullable String text,
        @Nullable UUID after,
        int limit) {}
