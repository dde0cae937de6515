package io.agentplane.platform.outbox;

import java.util.function.BooleanSupplier;
import org.springframework.kafka.core.ProducerFactory;

/**
 * The broker as the relay sees it.
 *
 * @param producers makes idempotent producers
 * @param topicsExist makes the service's topics where they are missing; false while the broker is away
 */
record OutboxKafka(ProducerFactory<String, byte[]> producers, BooleanSupplier topicsExist) {}
