package io.agentplane.registry.recovery;

/** How a phase, or an attempt at it, ended. */
enum Outcome {
    DONE,
    /** There was nothing to do. */
    SKIPPED,
    /** It is tried again. */
    FAILED,
    /** It is not tried again. */
    MISSED
}
