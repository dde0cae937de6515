/** Finds agents for those who need one: by what they can and are, and by how well they suit a job. */
@ApplicationModule(allowedDependencies = "agent")
@NullMarked
package io.agentplane.registry.discovery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
