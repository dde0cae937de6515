/** Shows what policies would change before they bind, and which of those that are kept are pointless. */
@ApplicationModule(allowedDependencies = {"policy", "decision", "engine", "evaluation"})
@NullMarked
package io.agentplane.policy.simulation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
