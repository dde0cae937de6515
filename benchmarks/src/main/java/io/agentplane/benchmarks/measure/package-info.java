/** Figures: distributions of times, repeats with their spread, and the tables they are shown in. */
@NullMarked
package io.agentplane.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
