/**
 * Keeps each namespace's policies and holds them compiled in memory: what is stored binds on every replica within a
 * second, and on the one that stored it before its answer.
 */
@ApplicationModule(allowedDependencies = "engine")
@NullMarked
package io.agentplane.policy.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
