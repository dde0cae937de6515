/**
 * Looks after degraded agents: their tasks go to others, their backup takes over, they leave their clusters, and then it is
 * tried a few times whether they are back. Begins with the degradation and ends with it, in the same transaction.
 */
@ApplicationModule(allowedDependencies = {"agent", "cluster", "probe", "work"})
@NullMarked
package io.agentplane.registry.recovery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
