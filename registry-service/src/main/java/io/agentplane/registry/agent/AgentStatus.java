package io.agentplane.registry.agent;

/** The stations of an agent's life: REGISTERED, ACTIVE and DEGRADED in turn, INACTIVE, DECOMMISSIONED. */
public enum AgentStatus {
    /** Known, but not yet allowed to work. */
    REGISTERED,
    /** Works, and is found by those who look for agents. */
    ACTIVE,
    /** Was active and has fallen silent, or none of its endpoints answers; comes back by itself. */
    DEGRADED,
    /** Was taken out of work for good. */
    INACTIVE,
    /** Only its history is left. */
    DECOMMISSIONED;

    public boolean canBecome(AgentStatus next) {
        return switch (this) {
            case REGISTERED -> next == ACTIVE || next == DECOMMISSIONED;
            case ACTIVE -> next == DEGRADED || next == INACTIVE;
            case DEGRADED -> next == ACTIVE || next == INACTIVE;
            case INACTIVE -> next == DECOMMISSIONED;
            case DECOMMISSIONED -> false;
        };
    }
}
