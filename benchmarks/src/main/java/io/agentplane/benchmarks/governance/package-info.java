/** Decisions, reservations and audit entries: what the gateway and policy-service manage per second. */
@NullMarked
package io.agentplane.benchmarks.governance;

import org.jspecify.annotations.NullMarked;
