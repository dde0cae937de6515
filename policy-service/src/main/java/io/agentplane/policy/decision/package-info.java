/**
 * Decides what agents may do, by the policies in force and what the registry has told of the agents, and keeps what was
 * decided.
 */
@ApplicationModule(
        allowedDependencies = {"access", "policy", "killswitch", "permission", "approval", "engine", "evaluation"})
@NullMarked
package io.agentplane.policy.decision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
