/** Lets a benchmark call a service as the gateway would. */
@NullMarked
package io.agentplane.benchmarks.identity;

import org.jspecify.annotations.NullMarked;
