package io.agentplane.policy.webhook;

/** Where a delivery is in its life. */
enum DeliveryStatus {
    /** It is tried, or will be. */
    PENDING,
    /** The receiver has taken it. */
    DELIVERED,
    /** The tries are used up, or there is no webhook any more. */
    FAILED
}
