package io.agentplane.registry.recovery;

/** Where a recovery stands. */
enum RecoveryStatus {
    /** There is something left to do. */
    RUNNING,
    /** The agent is back. */
    RECOVERED,
    /** Nothing more is tried; the agent itself can still come back. */
    GIVEN_UP,
    /** The agent was taken out of work meanwhile. */
    CALLED_OFF
}
