package io.agentplane.registry.recovery;

/** What is being done for a degraded agent, in this order. */
enum RecoveryPhase {
    /** The scheduler gives the agent's tasks to others by itself; this waits until it has. */
    TASK_HANDOVER,
    /** The agent's backup is activated, where it has one. */
    BACKUP_ACTIVATION,
    /** The agent leaves its clusters. */
    CLUSTER_DEPARTURE,
    /** It is tried whether the agent is back. */
    RECOVERY_ATTEMPTS
}
