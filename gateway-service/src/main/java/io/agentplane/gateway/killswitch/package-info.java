/**
 * Knows from events which agents are stopped, so that their calls end at the gateway. Until it has read all switches once,
 * nobody is let in.
 */
@ApplicationModule(allowedDependencies = "access")
@NullMarked
package io.agentplane.gateway.killswitch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
