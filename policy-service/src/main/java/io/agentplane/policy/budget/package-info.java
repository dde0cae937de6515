/**
 * Keeps what agents cost within limits: what a call may cost at most is reserved before it and settled after it, in the
 * budgets of the agent, of its owner and of the namespace at once.
 */
@ApplicationModule(allowedDependencies = {"decision", "permission"})
@NullMarked
package io.agentplane.policy.budget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
