package io.agentplane.platform.outbox;

import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.outbox.OutboxQueries.Pending;
import io.agentplane.platform.signal.DatabaseSignals;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Brings stored events to Kafka in the order of their storing and deletes what Kafka has acknowledged. Of all replicas
 * the one whose connection holds an advisory lock does it; when it dies PostgreSQL frees the lock and another goes on.
 * An event can be sent twice (killed between the acknowledgement and the deletion), never lost, and never before its
 * commit, since it is not visible earlier.
 */
final class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private final DataSource database;
    private final OutboxQueries queries;
    private final EventCodec codec;
    private final ProducerFactory<String, byte[]> producers;
    private final BooleanSupplier topicsExist;
    private final OutboxSettings settings;
    private final OutboxMetrics metrics;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    OutboxRelay(
            DataSource database,
            OutboxQueries queries,
            EventCodec codec,
            OutboxKafka kafka,
            OutboxSettings settings,
            OutboxMetrics metrics) {
        this.database = database;
        this.queries = queries;
        this.codec = codec;
        this.producers = kafka.producers();
        this.topicsExist = kafka.topicsExist();
        this.settings = settings;
        this.metrics = metrics;
    }

    void listenTo(DatabaseSignals signals) {
        signals.listen(Outbox.SIGNAL, any -> wake.release());
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    /** Finishes the batch in hand, so that an orderly stop sends nothing twice. */
    @Override
    public void stop() {
        running = false;
        wake.release();
        try {
            if (thread != null) {
                thread.join(settings.stopTimeout());
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the web server, so that the last requests' events still go out. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        while (running) {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(true);
                if (queries.lead(connection)) {
                    lead(connection);
                }
            } catch (SQLException | KafkaException away) {
                log.warn("Events wait in the outbox: {}", away.getMessage());
            } catch (RuntimeException unforeseen) {
                log.error("The relay stumbled and starts again", unforeseen);
            }
            pause(settings.electionInterval());
        }
    }

    private void lead(Connection connection) throws SQLException {
        metrics.leading(true);
        try (Producer<String, byte[]> producer = producers.createProducer()) {
            while (running) {
                if (!topicsExist.getAsBoolean()) {
                    pause(settings.electionInterval());
                } else if (!relayBatch(connection, producer)) {
                    pause(settings.pollInterval());
                }
            }
        } finally {
            metrics.leading(false);
            if (!connection.isClosed() && connection.isValid(1)) {
                queries.resign(connection);
            }
        }
    }

    /** Sends the oldest events; false when there is nothing to send, or Kafka did not take all of it. */
    private boolean relayBatch(Connection connection, Producer<String, byte[]> producer) throws SQLException {
        List<Pending> batch = queries.oldest(connection, settings.batchSize());
        if (batch.isEmpty()) {
            return false;
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>(batch.size());
        for (Pending pending : batch) {
            sent.add(producer.send(codec.encode(pending.event())));
        }
        producer.flush();
        List<Pending> delivered = delivered(batch, sent);
        if (!delivered.isEmpty()) {
            queries.delete(connection, delivered);
        }
        metrics.delivered(delivered);
        return delivered.size() == batch.size();
    }

    /** What was acknowledged; behind a failed event all later ones of its key stay, to be sent again in their order. */
    private List<Pending> delivered(List<Pending> batch, List<Future<RecordMetadata>> sent) {
        List<Pending> delivered = new ArrayList<>(batch.size());
        Set<String> blocked = new HashSet<>();
        for (int index = 0; index < batch.size(); index++) {
            Pending pending = batch.get(index);
            if (!acknowledged(sent.get(index))) {
                blocked.add(pending.event().subject());
            } else if (!blocked.contains(pending.event().subject())) {
                delivered.add(pending);
            }
        }
        if (!blocked.isEmpty()) {
            metrics.failed(batch.size() - delivered.size());
            log.warn("Kafka took {} of {} events; the rest stays in the outbox", delivered.size(), batch.size());
        }
        return delivered;
    }

    private static boolean acknowledged(Future<RecordMetadata> sent) {
        try {
            sent.get();
            return true;
        } catch (ExecutionException refused) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void pause(Duration longest) {
        try {
            if (wake.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
