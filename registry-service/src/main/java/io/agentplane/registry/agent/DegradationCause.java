package io.agentplane.registry.agent;

/** Why an agent can't be counted on; it says what brings the agent back. */
public enum DegradationCause {
    /** Its heartbeats stayed away. The next one ends that, and nothing else does. */
    SILENCE,
    /** None of its endpoints answers. Whichever answers first ends that; heartbeats don't. */
    UNREACHABLE
}
