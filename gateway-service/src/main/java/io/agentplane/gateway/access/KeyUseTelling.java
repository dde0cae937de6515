package io.agentplane.gateway.access;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.gateway.access.KeyUses.KeyUse;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.StoredEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells the policy service now and then which keys were used, many at a time. What a crash loses is missed by nobody. */
@Component
class KeyUseTelling {

    static final String TOPIC = "agentplane.gateway.key-uses.v1";

    private static final Logger log = LoggerFactory.getLogger(KeyUseTelling.class);
    private static final int MAX_IN_ONE = 1000;

    private final KeyUses uses;
    private final ProducerFactory<String, byte[]> producers;
    private final KafkaAdmin admin;
    private final EventCodec codec;
    private final Clock clock;
    private final Counter used;
    private boolean topicExists;

    KeyUseTelling(
            KeyUses uses,
            ProducerFactory<String, byte[]> producers,
            KafkaAdmin admin,
            EventCodec codec,
            MeterRegistry metrics,
            Clock clock) {
        this.uses = uses;
        this.producers = producers;
        this.admin = admin;
        this.codec = codec;
        this.clock = clock;
        used = Counter.builder("agentplane.access.keys.used")
                .description("Keys that were used within an interval, summed up over the intervals")
                .register(metrics);
    }

    @PreDestroy
    @Scheduled(fixedDelayString = "${agentplane.gateway.access.key-use-interval:PT10S}")
    synchronized void tell() {
        if (topicExists || admin.initialize()) {
            topicExists = true;
            var batches = new ArrayDeque<>(batches());
            while (!batches.isEmpty() && isTold(batches.getFirst())) {
                used.increment(batches.removeFirst().uses().size());
            }
            // One vain attempt takes seconds, and the process may be about to end.
            batches.forEach(batch -> uses.putBack(batch.namespace(), batch.uses()));
        }
    }

    private List<Batch> batches() {
        List<Batch> batches = new ArrayList<>();
        uses.take().forEach((namespace, all) -> {
            for (int from = 0; from < all.size(); from += MAX_IN_ONE) {
                batches.add(new Batch(namespace, all.subList(from, Math.min(all.size(), from + MAX_IN_ONE))));
            }
        });
        return batches;
    }

    private boolean isTold(Batch batch) {
        try (Producer<String, byte[]> producer = producers.createProducer()) {
            producer.send(message(batch.namespace(), batch.uses())).get();
            return true;
        } catch (KafkaException | IllegalStateException | ExecutionException away) {
            log.warn("The uses of keys wait for Kafka: {}", away.getMessage());
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ProducerRecord<String, byte[]> message(String namespace, List<KeyUse> some) {
        Instant now = clock.instant();
        return codec.encode(new StoredEvent(
                UuidCreator.getTimeOrderedEpoch(),
                TOPIC,
                "keys-used",
                "/gateway-service",
                namespace,
                namespace,
                now.toEpochMilli(),
                now,
                null,
                codec.encodeState(new KeysUsed(some))));
    }

    private record Batch(String namespace, List<KeyUse> uses) {}

    /** The state of the event. */
    record KeysUsed(List<KeyUse> uses) {}
}
