/** The agents that tasks can be given to, as the registry's events tell of them, and how each has done so far. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.agentplane.scheduler.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
