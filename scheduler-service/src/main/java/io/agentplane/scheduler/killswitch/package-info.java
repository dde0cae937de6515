/** Knows from events which agents are stopped: they are given no work, and what they report is refused. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.agentplane.scheduler.killswitch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
