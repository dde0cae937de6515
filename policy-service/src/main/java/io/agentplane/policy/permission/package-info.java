/**
 * What each agent may do at all, as pairs of an action and a resource. An agent without an entry is bound by policies only;
 * with one, whatever no pair covers is denied before any policy is asked.
 */
@ApplicationModule(allowedDependencies = {"access", "engine"})
@NullMarked
package io.agentplane.policy.permission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
