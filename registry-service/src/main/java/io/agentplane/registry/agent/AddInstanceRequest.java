package io.agentplane.registry.agent;

import jakarta.validation.constraints.NotNull;

/** Where one more replica of an agent is reached. */
record AddInstanceRequest(@NotNull @InstanceEndpoint String endpoint) {}
