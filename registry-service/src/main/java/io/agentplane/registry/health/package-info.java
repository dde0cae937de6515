/** Takes the heartbeats of the fleet into memory and writes them in bulk, so that a hundred thousand agents cost two statements a second. */
@ApplicationModule(allowedDependencies = "agent")
@NullMarked
package io.agentplane.registry.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
