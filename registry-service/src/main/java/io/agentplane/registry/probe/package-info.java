/**
 * Asks the endpoints of agents whether they answer. Endpoints come from outside, so a probe connects to addresses only that
 * are publicly routable or expressly allowed, and says no more of an answer than whether it was one.
 */
@ApplicationModule(allowedDependencies = {"agent", "shard"})
@NullMarked
package io.agentplane.registry.probe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
