package io.agentplane.platform.outbox;

import io.agentplane.platform.outbox.OutboxQueries.Pending;
import io.agentplane.platform.signal.DatabaseSignals;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings stored events to Kafka in the order of their storing and deletes what Kafka has acknowledged. Of all replicas
 * the one whose connection holds an advisory lock does it; when it dies PostgreSQL frees the lock and another goes on.
 * An event can be sent twice (killed between the acknowledgement and the deletion), never lost, and never before its
 * commit, since it is not visible earlier. A relay that lost its connection while it was sending can't add anything
 * behind its follower: all relays of an outbox use one transactional id, so Kafka refuses all but the newest of them.
 */
final class OutboxRelay implements SmartLifecycle {

    /** After so many, what is held back is tried again, however much comes in. */
    private static final int MAX_BATCHES_PAST_HELD = 20;

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private final DataSource database;
    private final OutboxQueries queries;
    private final OutboxSender sender;
    private final OutboxKafka kafka;
    private final OutboxSettings settings;
    private final OutboxMetrics metrics;
    private final String idPrefix;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    /**
     * @param idPrefix what transactional ids begin with: the service, so that rights to them can be given
     */
    OutboxRelay(
            DataSource database,
            OutboxQueries queries,
            OutboxSender sender,
            OutboxKafka kafka,
            OutboxSettings settings,
            OutboxMetrics metrics,
            String idPrefix) {
        this.database = database;
        this.queries = queries;
        this.sender = sender;
        this.kafka = kafka;
        this.settings = settings;
        this.metrics = metrics;
        this.idPrefix = idPrefix;
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
            } catch (SQLException | KafkaException | org.springframework.kafka.KafkaException away) {
                log.warn("Events wait in the outbox: {}", away.getMessage());
            } catch (RuntimeException unforeseen) {
                log.error("The relay stumbled and starts again", unforeseen);
            }
            if (running) {
                pause(settings.electionInterval());
            }
        }
    }

    private void lead(Connection connection) throws SQLException {
        metrics.leading(true);
        try (Producer<String, byte[]> producer = kafka.producers().apply(idPrefix + queries.place(connection))) {
            while (running && !kafka.topicsExist().getAsBoolean()) {
                pause(settings.electionInterval());
            }
            if (running) {
                // Ends what the relay before this one has begun, and its right to send.
                producer.initTransactions();
            }
            while (running) {
                relayAll(connection, producer);
                pause(settings.pollInterval());
            }
        } finally {
            metrics.leading(false);
            if (!connection.isClosed() && connection.isValid(1)) {
                queries.resign(connection);
            }
        }
    }

    /** Sends all events from the oldest on, past those that Kafka doesn't take at present. */
    private void relayAll(Connection connection, Producer<String, byte[]> producer) throws SQLException {
        var held = new HeldBack();
        for (int batches = 0; running && (held.isEmpty() || batches < MAX_BATCHES_PAST_HELD); batches++) {
            List<Pending> batch = queries.oldest(connection, held, settings.batchSize());
            if (batch.isEmpty()) {
                return;
            }
            OutboxSender.Sent sent = sender.send(producer, batch, held);
            if (!sent.delivered().isEmpty()) {
                queries.delete(connection, sent.delivered());
            }
            for (OutboxSender.Dead dead : sent.dead()) {
                queries.bury(connection, dead.event(), dead.failure());
            }
            metrics.delivered(sent.delivered());
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
