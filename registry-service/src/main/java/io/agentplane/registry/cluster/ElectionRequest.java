package io.agentplane.registry.cluster;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a leader is elected. The body may be left out.
 *
 * @param force whether the lease of a leader that still leads is ended; {@code false} when left out. The same agent may
 *     be elected again, for a new term
 */
@Schema(example = "{\"force\": true}")
record ElectionRequest(@Nullable Boolean force) {}
