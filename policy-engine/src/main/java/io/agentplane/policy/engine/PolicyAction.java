package io.agentplane.policy.engine;

/** What a policy wants done with a request that matches it. */
public enum PolicyAction {
    ALLOW,
    DENY,
    REQUIRE_APPROVAL,
    /** Records the match and leaves the decision to the policies after it. */
    LOG_ONLY
}
