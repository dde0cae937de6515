package io.agentplane.registry.resource;

/** What can happen in a pool. */
enum LedgerEntryType {
    /** An agent put something in. */
    CONTRIBUTED,
    /** An agent puts in more or less than before. */
    CHANGED,
    /** The agent has left, but what it put in is still in use. */
    WITHDRAWING,
    /** What an agent had put in is gone. */
    WITHDRAWN,
    GRANTED,
    /** Given back, or its consumer has left. */
    RELEASED,
    /** Released since its time was over. */
    EXPIRED
}
