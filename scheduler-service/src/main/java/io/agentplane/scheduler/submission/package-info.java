/** Lets tasks in, if no policy objects. No answer from the policy service counts as a no. */
@ApplicationModule(allowedDependencies = "task")
@NullMarked
package io.agentplane.scheduler.submission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
