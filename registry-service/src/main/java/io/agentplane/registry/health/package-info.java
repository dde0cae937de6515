/**
 * Takes the heartbeats of the fleet into memory and writes them in bulk, so that a hundred thousand agents cost a few
 * statements a second; degrades agents that fall silent and takes back those that are heard of again.
 */
@ApplicationModule(allowedDependencies = {"agent", "configuration", "shard"})
@NullMarked
package io.agentplane.registry.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
