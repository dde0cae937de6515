/** Keeps what happened to each agent, also behind its end, and tells watchers of it as it happens. */
@ApplicationModule(allowedDependencies = "agent")
@NullMarked
package io.agentplane.registry.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
