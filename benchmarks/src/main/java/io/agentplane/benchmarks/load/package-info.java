/** HTTP load that stops by itself: as much as is taken, or so much per second. */
@NullMarked
package io.agentplane.benchmarks.load;

import org.jspecify.annotations.NullMarked;
