/** What other registries do with the same requests. */
@NullMarked
package io.agentplane.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
