package io.agentplane.registry.agent;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/**
 * Where an instance of an agent is reached.
 *
 * @param endpoint the {@code http} or {@code https} URL at which it is called, without user information and fragment
 */
@Schema(example = "{\"endpoint\": \"https://agents.example.com/translator-2\"}")
record AddInstanceRequest(@NotNull @InstanceEndpoint String endpoint) {}
