package io.agentplane.platform.outbox;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.outbox.OutboxQueries.Pending;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends stored events in transactions of Kafka's. One event that Kafka refuses ends its whole transaction, and which one it
 * was can't be told from the answers; so the batch is halved until it stands alone, and what follows it under its key waits
 * with it.
 */
final class OutboxSender {

    private static final Logger log = LoggerFactory.getLogger(OutboxSender.class);

    private final EventCodec codec;
    private final OutboxMetrics metrics;

    OutboxSender(EventCodec codec, OutboxMetrics metrics) {
        this.codec = codec;
        this.metrics = metrics;
    }

    /**
     * What Kafka holds for good afterwards, in the order of storing.
     *
     * @throws KafkaException when the broker is away, or another producer of the same transactional id has come after this
     *     one; then nothing of the batch may count as sent, and this producer is of no more use
     */
    List<Pending> send(Producer<String, byte[]> producer, List<Pending> batch) {
        List<Pending> delivered = new ArrayList<>(batch.size());
        send(producer, batch, new HashSet<>(), delivered);
        if (delivered.size() < batch.size()) {
            metrics.failed(batch.size() - delivered.size());
            log.warn("Kafka took {} of {} events; the rest stays in the outbox", delivered.size(), batch.size());
        }
        return delivered;
    }

    private void send(
            Producer<String, byte[]> producer, List<Pending> part, Set<String> blocked, List<Pending> delivered) {
        List<Pending> free = part.stream()
                .filter(pending -> !blocked.contains(pending.event().subject()))
                .toList();
        if (free.isEmpty()) {
            return;
        }
        if (commits(producer, free)) {
            delivered.addAll(free);
        } else if (free.size() == 1) {
            blocked.add(free.getFirst().event().subject());
        } else {
            int half = free.size() / 2;
            send(producer, free.subList(0, half), blocked, delivered);
            send(producer, free.subList(half, free.size()), blocked, delivered);
        }
    }

    /** False when Kafka refused at least one; then it holds none of them for good. */
    private boolean commits(Producer<String, byte[]> producer, List<Pending> events) {
        producer.beginTransaction();
        List<Throwable> failures = failures(producer, events);
        if (failures.isEmpty()) {
            producer.commitTransaction();
            return true;
        }
        producer.abortTransaction();
        for (Throwable failure : failures) {
            if (failure instanceof RetriableException away) {
                throw away;
            }
        }
        return false;
    }

    private List<Throwable> failures(Producer<String, byte[]> producer, List<Pending> events) {
        List<Throwable> failures = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
        try {
            for (Pending pending : events) {
                sent.add(producer.send(codec.encode(pending.event())));
            }
        } catch (KafkaException inError) {
            failures.add(inError);
        }
        producer.flush();
        for (Future<RecordMetadata> future : sent) {
            try {
                future.get();
            } catch (ExecutionException failed) {
                failures.add(failed.getCause());
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        }
        return failures;
    }
}
