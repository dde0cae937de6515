package io.agentplane.registry.agent;

import io.agentplane.platform.net.HttpEndpoint;
import jakarta.validation.constraints.NotNull;

/** Where one more replica of an agent is reached. */
record AddInstanceRequest(@NotNull @HttpEndpoint String endpoint) {}
