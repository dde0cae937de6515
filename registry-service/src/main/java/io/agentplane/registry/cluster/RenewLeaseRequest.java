package io.agentplane.registry.cluster;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/**
 * A leader that goes on leading.
 *
 * @param agentId the leader's id
 * @param term the term that it was elected for
 */
@Schema(example = "{\"agentId\": \"01980000-0000-7000-8000-000000000001\", \"term\": 1}")
record RenewLeaseRequest(@NotNull UUID agentId, @NotNull Long term) {}
