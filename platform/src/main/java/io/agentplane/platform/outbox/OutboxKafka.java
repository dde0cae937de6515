package io.agentplane.platform.outbox;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;

/**
 * The broker as the relay sees it.
 *
 * @param producers makes a transactional producer of the given transactional id
 * @param topicsExist makes the service's topics where they are missing; false while the broker is away
 */
record OutboxKafka(Function<String, Producer<String, byte[]>> producers, BooleanSupplier topicsExist) {}
