package io.agentplane.platform.audit;

/** How an attempt ended. */
public enum AuditOutcome {
    /** It was done. */
    ALLOWED,
    /** It was turned away: not known, not permitted, not possible. */
    REFUSED,
    /** It broke, or nobody knows what became of it. */
    FAILED
}
