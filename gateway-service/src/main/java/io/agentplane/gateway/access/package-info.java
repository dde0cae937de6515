/**
 * Knows from events who holds which key and what they may do, and vouches for them to the services with a token of its
 * own. Until it has read everything once it lets nobody in.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.agentplane.gateway.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
