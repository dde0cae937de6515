package io.agentplane.platform.outbox;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.outbox.OutboxQueries.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends stored events in transactions of Kafka's. One event that Kafka refuses ends its whole transaction, and which one
 * it was can't be told from the answers; so the batch is halved until it stands alone. If it will never be taken, such as
 * one that is too large, it is dead; else what follows it under its key waits with it, or all of its topic where the
 * topic takes nothing.
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
     * What became of a batch. The events that are neither delivered nor dead stay in the outbox.
     *
     * @param held what waits since something before it does; what is to wait from now on is added
     * @throws KafkaException when the broker is away, or another producer of the same transactional id has come after this
     *     one; then nothing of the batch may count as sent, and this producer is of no more use
     */
    Sent send(Producer<String, byte[]> producer, List<Pending> batch, HeldBack held) {
        var sent = new Sent(new ArrayList<>(batch.size()), new ArrayList<>());
        send(producer, batch, held, sent);
        int waiting = batch.size() - sent.delivered().size() - sent.dead().size();
        if (waiting > 0) {
            metrics.failed(waiting);
            log.warn(
                    "Kafka took {} of {} events; {} stay in the outbox",
                    sent.delivered().size(),
                    batch.size(),
                    waiting);
        }
        return sent;
    }

    private void send(Producer<String, byte[]> producer, List<Pending> part, HeldBack held, Sent sent) {
        List<Pending> free =
                part.stream().filter(pending -> !held.holds(pending.event())).toList();
        if (free.isEmpty()) {
            return;
        }
        Throwable refusal = refusal(producer, free);
        if (refusal == null) {
            sent.delivered().addAll(free);
        } else if (free.size() > 1) {
            int half = free.size() / 2;
            send(producer, free.subList(0, half), held, sent);
            send(producer, free.subList(half, free.size()), held, sent);
        } else {
            refused(free.getFirst(), refusal, held, sent);
        }
    }

    private static void refused(Pending alone, Throwable refusal, HeldBack held, Sent sent) {
        switch (refusal) {
            case RecordTooLargeException _, InvalidRecordException _ -> {
                log.error(
                        "Kafka will never take event {} of {}, which is put aside: {}",
                        alone.event().id(),
                        alone.event().subject(),
                        refusal.getMessage());
                sent.dead().add(new Dead(alone, refusal.toString()));
            }
            case AuthorizationException _, InvalidTopicException _ -> held.topicOf(alone.event());
            default -> held.subjectOf(alone.event());
        }
    }

    /** Why Kafka refused at least one, and so holds none of them for good; null when it holds all. */
    private @Nullable Throwable refusal(Producer<String, byte[]> producer, List<Pending> events) {
        producer.beginTransaction();
        List<Throwable> failures = failures(producer, events);
        if (failures.isEmpty()) {
            producer.commitTransaction();
            return null;
        }
        producer.abortTransaction();
        for (Throwable failure : failures) {
            if (failure instanceof RetriableException away) {
                throw away;
            }
        }
        return failures.getFirst();
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
                failures.add(Objects.requireNonNull(failed.getCause()));
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        }
        return failures;
    }

    /** What became of a batch, in the order of storing. */
    record Sent(List<Pending> delivered, List<Dead> dead) {}

    /** An event that Kafka will never take, and what it said. */
    record Dead(Pending event, String failure) {}
}
