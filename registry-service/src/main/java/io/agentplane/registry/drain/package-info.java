/** Ends the drain of agents: when they have finished what they had, or their time is up. */
@ApplicationModule(allowedDependencies = {"agent", "work"})
@NullMarked
package io.agentplane.registry.drain;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
