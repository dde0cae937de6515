package io.agentplane.policy.permission;

import io.agentplane.policy.engine.AgentPermission;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an agent may do at all.
 *
 * @param deleted true in the event of the entry's deletion, after which policies alone bind the agent; else absent
 * @param revision counts the changes of the entry; served as its ETag
 */
public record AgentPermissionsView(
        UUID agentId,
        String namespace,
        List<AgentPermission> permissions,
        @Nullable Boolean deleted,
        long revision) {}
