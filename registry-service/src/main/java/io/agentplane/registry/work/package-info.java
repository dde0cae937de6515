/**
 * What the registry knows of agents' work: a projection of the scheduler's tasks. Other features ask how well an agent has
 * done, what it still has to do, and who relies on it. It depends on none of them, so that all of them may ask.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.agentplane.registry.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
