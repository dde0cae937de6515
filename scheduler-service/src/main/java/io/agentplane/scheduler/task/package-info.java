/**
 * What a task is, where it stands, and everything that ever happened to it. Other features move tasks on by statements of
 * their own and tell the {@link io.agentplane.scheduler.task.TaskJournal}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.agentplane.scheduler.task;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
