/** How many events the outbox carries to Kafka, and how soon. */
@NullMarked
package io.agentplane.benchmarks.outbox;

import org.jspecify.annotations.NullMarked;
