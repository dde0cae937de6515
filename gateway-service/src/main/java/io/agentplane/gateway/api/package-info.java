/**
 * Passes API calls on to the service behind them: authenticated, checked against the caller's permissions, bounded. The
 * work is done by Jetty handlers in front of Spring, which block nowhere.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "killswitch"})
@NullMarked
package io.agentplane.gateway.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
