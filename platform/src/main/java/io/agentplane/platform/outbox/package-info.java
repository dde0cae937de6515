/** A change and its event are one transaction; a relay, one per schema, then brings the events to Kafka in order. */
@NullMarked
package io.agentplane.platform.outbox;

import org.jspecify.annotations.NullMarked;
