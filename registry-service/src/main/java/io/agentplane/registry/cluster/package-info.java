/**
 * Groups agents for a purpose and lets each group have one leader. Leadership is a lease with a term: who doesn't renew it
 * loses it, and a former leader's term is refused from then on.
 */
@ApplicationModule(allowedDependencies = {"agent", "work"})
@NullMarked
package io.agentplane.registry.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
