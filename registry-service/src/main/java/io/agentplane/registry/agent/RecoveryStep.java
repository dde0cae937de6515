package io.agentplane.registry.agent;

/** What is done for an agent while it is degraded; each is an event. */
public enum RecoveryStep {
    TASKS_HANDED_OVER,
    BACKUP_ACTIVATED,
    CLUSTERS_LEFT,
    ATTEMPTED,
    MISSED,
    GIVEN_UP
}
