package io.agentplane.registry.cluster;

import java.time.Instant;

/** The end of a lease: when, and why. */
record LeaseEnd(long term, Instant at, String because) {

    static final String EXPIRED = "expired";
    static final String FORCED = "forced";
}
