/**
 * Takes entries without waiting for anything and brings them to Kafka by way of the disk, so that neither a broker that is
 * away nor a restart loses one.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.agentplane.gateway.spool;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
