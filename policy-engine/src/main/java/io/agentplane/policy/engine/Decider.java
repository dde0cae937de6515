package io.agentplane.policy.engine;

/** Decides by policies: a {@link PolicySet}, or one for many questions that share what they may cost. */
public interface Decider {

    Decision decide(DecisionRequest request);

    /** Decides the same, and tells how; costs more, since every policy looked at is written down. */
    Explanation explain(DecisionRequest request);
}
