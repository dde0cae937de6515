/**
 * Stops one agent or all of a namespace at once: every decision about them is a denial, and every gateway, told by an
 * event, refuses their calls until the switch is released.
 */
@ApplicationModule(allowedDependencies = "engine")
@NullMarked
package io.agentplane.policy.killswitch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
