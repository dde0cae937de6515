/**
 * What every agent is set to. A namespace's defaults lie over the built-in values, an agent's overrides over both; each
 * change of a layer is a revision that can be compared and restored.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.agentplane.config.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
