package io.agentplane.policy.approval;

/** Where an approval is in its life; all but the first are for good. */
public enum ApprovalStatus {
    /** People may decide. */
    PENDING,
    /** Enough have approved; it can be used once, for some time. */
    APPROVED,
    /** Someone has denied it. */
    DENIED,
    /** Not enough have approved in time, which is a denial too. */
    EXPIRED,
    /** The one who asked has taken it back. */
    CANCELLED
}
