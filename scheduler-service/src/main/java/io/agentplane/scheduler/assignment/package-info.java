/** Gives queued tasks to the agents that suit them best, and keeps the reasons. */
@ApplicationModule(allowedDependencies = {"task", "fleet", "killswitch"})
@NullMarked
package io.agentplane.scheduler.assignment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
