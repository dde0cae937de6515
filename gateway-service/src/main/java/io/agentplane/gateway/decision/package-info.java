/**
 * Answers questions to policies from memory: policies, agents and kill switches are known from events. Only what needs a
 * person's approval is passed on to the policy service, which learns of everything else that is decided here.
 */
@ApplicationModule(allowedDependencies = {"access", "killswitch", "spool"})
@NullMarked
package io.agentplane.gateway.decision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
