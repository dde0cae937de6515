/** Programs that measure what the design promises. They print the tables that docs/benchmarks.md keeps. */
@NullMarked
package io.agentplane.benchmarks;

import org.jspecify.annotations.NullMarked;
