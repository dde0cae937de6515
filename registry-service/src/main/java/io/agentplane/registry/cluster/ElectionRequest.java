package io.agentplane.registry.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A wish for an election.
 *
 * @param force ends the lease of a leader that is still there
 */
record ElectionRequest(@Nullable Boolean force) {}
