/**
 * Registers agents, finds them again and moves them through their life. Activation asks the configuration and the policy
 * service first and stops when either says no or nothing.
 */
@ApplicationModule(allowedDependencies = "work")
@NullMarked
package io.agentplane.registry.agent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
