package io.agentplane.registry.probe;

import io.agentplane.registry.agent.InstanceStatus;
import org.jspecify.annotations.Nullable;

/** What probes have shown of an instance, still to be written down. */
record ProbeVerdict(
        ProbeTarget target, InstanceStatus status, @Nullable String reason) {}
