/** What the registry takes and answers with a large fleet, beside Netflix Eureka under the same load. */
@NullMarked
package io.agentplane.benchmarks.registry;

import org.jspecify.annotations.NullMarked;
