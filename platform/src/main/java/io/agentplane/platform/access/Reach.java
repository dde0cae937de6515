package io.agentplane.platform.access;

/** On whom an operation may be used. Only the principals of agents are bound by it: all others are bound by permissions. */
public enum Reach {
    /** It changes nothing; agents may look at whatever their permissions let them see. */
    LOOK,
    /** It changes what belongs to others; no agent may. */
    ANY,
    /** It changes what belongs to an agent, and is for that agent: itself, its tasks, its reservations. */
    OWN,
    /** The agent acts by it. So a kill switch stops it also when somebody else calls in the agent's name. */
    SELF
}
