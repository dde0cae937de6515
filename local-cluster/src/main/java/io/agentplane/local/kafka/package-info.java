/** One real Kafka broker that is its own controller (KRaft), small enough for a desk. */
@NullMarked
package io.agentplane.local.kafka;

import org.jspecify.annotations.NullMarked;
