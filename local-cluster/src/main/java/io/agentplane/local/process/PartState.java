package io.agentplane.local.process;

/** Where a part stands. */
public enum PartState {
    /** Being prepared, or started and not yet ready. */
    STARTING,
    READY,
    /** Ended without having been asked to; it will be started again. */
    CRASHED,
    STOPPING,
    STOPPED
}
