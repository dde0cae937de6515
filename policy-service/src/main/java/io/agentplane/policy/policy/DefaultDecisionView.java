package io.agentplane.policy.policy;

/**
 * What holds in a namespace where no policy decides.
 *
 * @param decision the decision
 * @param revision counts the changes, 0 before the first; it is the decision's {@code ETag}
 */
public record DefaultDecisionView(DefaultDecision decision, long revision) {}
