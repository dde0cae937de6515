package io.agentplane.policy.policy;

/**
 * What holds in a namespace where no policy decides.
 *
 * @param revision counts the changes, 0 before the first; served as the ETag
 */
public record DefaultDecisionView(DefaultDecision decision, long revision) {}
