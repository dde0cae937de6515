package io.agentplane.registry.agent;

/** Whether calls should go to an instance. */
public enum InstanceStatus {
    /** Nothing speaks against it. */
    HEALTHY,
    /** Fell silent or doesn't answer; comes back by itself. */
    UNHEALTHY
}
