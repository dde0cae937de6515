/**
 * Carries what callers did or tried to the audit log. Each entry goes to disk first and from there to Kafka, so that neither
 * a broker that is away nor a restart loses one; where the disk has no room left, there is none for sensitive calls either.
 */
@ApplicationModule(allowedDependencies = "spool")
@NullMarked
package io.agentplane.gateway.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
