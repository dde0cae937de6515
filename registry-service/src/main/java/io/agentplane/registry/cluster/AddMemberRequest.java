package io.agentplane.registry.cluster;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent to be taken in.
 *
 * @param leaderId the leader in whose name it is done, together with {@code term}; refused when it no longer leads
 */
record AddMemberRequest(
        @NotNull UUID agentId,
        @Nullable UUID leaderId,
        @Nullable Long term) {}
