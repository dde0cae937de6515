/**
 * Keeps who did what, so that nobody can change it unseen: each entry carries a digest over itself and the entry before it,
 * and the service's own role can neither change nor delete one.
 */
@ApplicationModule(allowedDependencies = "engine")
@NullMarked
package io.agentplane.policy.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
