/** Keeps prompts. A version, once added, stays as it is; going back to an earlier one adds a new one like it. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.agentplane.config.prompt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
