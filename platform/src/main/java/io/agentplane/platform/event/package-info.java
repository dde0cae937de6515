/** Events between services: CloudEvents in Kafka's binary mode, each carrying the whole new state and a growing revision. */
@NullMarked
package io.agentplane.platform.event;

import org.jspecify.annotations.NullMarked;
