package io.agentplane.policy.permission;

import io.agentplane.policy.engine.AgentPermission;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that an agent may do; policies may still deny it.
 *
 * @param agentId the agent's id
 * @param namespace the namespace in which it holds
 * @param permissions the pairs of action and resource; empty when the agent may do nothing
 * @param deleted {@code true} in the event of its removal, else absent
 * @param revision counts the changes, from 1; it is the entry's {@code ETag}
 */
public record AgentPermissionsView(
        UUID agentId,
        String namespace,
        List<AgentPermission> permissions,
        @Nullable Boolean deleted,
        long revision) {}
