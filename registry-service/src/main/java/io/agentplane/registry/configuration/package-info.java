/** Knows the newest revision of each configuration, so that an agent learns with its heartbeat that it should read again. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.agentplane.registry.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
