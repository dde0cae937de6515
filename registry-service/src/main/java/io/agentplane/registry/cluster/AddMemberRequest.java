package io.agentplane.registry.cluster;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent to be taken into a cluster.
 *
 * @param agentId the agent's id
 * @param leaderId the leader in whose name it is done, together with {@code term}; refused with {@code leadership-lost}
 *     when it does not lead any more. Left out where no leader does it
 * @param term the term that {@code leaderId} was elected for
 */
@Schema(example = "{\"agentId\": \"01980000-0000-7000-8000-000000000001\"}")
record AddMemberRequest(
        @NotNull UUID agentId,
        @Nullable UUID leaderId,
        @Nullable Long term) {}
