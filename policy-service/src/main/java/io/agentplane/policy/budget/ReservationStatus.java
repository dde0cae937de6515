package io.agentplane.policy.budget;

/** What became of a reservation. */
public enum ReservationStatus {
    /** Counts in full until it is settled, released or lapses. */
    HELD,
    /** What was spent counts. */
    SETTLED,
    /** Given back; nothing was spent. */
    RELEASED,
    /** Given back for want of news; a late settlement counts all of it as overspent. */
    LAPSED
}
