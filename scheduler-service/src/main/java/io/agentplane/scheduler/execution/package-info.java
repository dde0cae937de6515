/**
 * Lets agents take the tasks they were given and report on them. A task is held by a lease; who loses it can't report any
 * more, so nothing is finished twice, and who falls silent loses it, so nothing is lost.
 */
@ApplicationModule(allowedDependencies = {"task", "fleet", "killswitch", "assignment"})
@NullMarked
package io.agentplane.scheduler.execution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
