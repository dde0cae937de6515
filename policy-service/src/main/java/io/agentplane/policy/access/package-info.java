/**
 * Who may do what with the control plane: principals, their roles and their API keys. The gateways enforce it, from the
 * events that tell of every change.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.agentplane.policy.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
