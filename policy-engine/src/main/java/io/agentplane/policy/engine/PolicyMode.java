package io.agentplane.policy.engine;

/** Whether a policy's action counts yet. */
public enum PolicyMode {
    ENFORCE,
    /** On trial: a match is recorded with the action it would have had, and decides nothing. */
    SHADOW
}
