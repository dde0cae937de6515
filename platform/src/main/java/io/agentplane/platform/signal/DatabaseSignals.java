package io.agentplane.platform.signal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Signals between the replicas of a service. A signal is a hint that there is something to look at, never the news
 * itself: it can be lost with its sender and is repeated to everyone after a lost connection, so listeners look again
 * from time to time by themselves.
 *
 * <p>PostgreSQL serialises the commits of transactions that notify. Signals are therefore collected, and sent after the
 * commit by a thread of their own in one statement for many.
 */
public final class DatabaseSignals implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DatabaseSignals.class);
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(500);
    private static final int LISTEN_MILLIS = 1000;

    private final DataSource database;
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Signal> outgoing = new LinkedBlockingQueue<>();
    private final Set<Signal> queued = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private @Nullable Thread sender;
    private @Nullable Thread receiver;

    public DatabaseSignals(DataSource database) {
        this.database = database;
    }

    /**
     * Calls the listener with each signal's payload, on any replica's ring; after a lost connection, with an empty
     * payload. It is called on the thread that receives all signals, so it must only wake others.
     */
    public void listen(String topic, Consumer<String> listener) {
        listeners.computeIfAbsent(topic, any -> new CopyOnWriteArrayList<>()).add(listener);
    }

    /** Signals once the running transaction has committed, at once when there is none. */
    public void ring(String topic, String payload) {
        var signal = new Signal(topic, payload);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    enqueue(signal);
                }
            });
        } else {
            enqueue(signal);
        }
    }

    private void enqueue(Signal signal) {
        if (queued.add(signal)) {
            outgoing.add(signal);
        }
    }

    @Override
    public void start() {
        running = true;
        sender = Thread.ofVirtual().name("signal-sender").start(this::send);
        receiver = Thread.ofVirtual().name("signal-receiver").start(this::receive);
    }

    @Override
    public void stop() {
        running = false;
        for (Thread thread : new Thread[] {sender, receiver}) {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }

    private void send() {
        while (running) {
            try {
                Signal first = outgoing.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    send(first);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (SQLException away) {
                log.debug("Signals are dropped while the database is away; listeners look by themselves", away);
            }
        }
    }

    private void send(Signal first) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement notify =
                        connection.prepareStatement("SELECT pg_notify(current_schema() || '.' || ?, ?)")) {
            connection.setAutoCommit(true);
            for (Signal signal = first; signal != null; signal = outgoing.poll()) {
                queued.remove(signal);
                notify.setString(1, signal.topic());
                notify.setString(2, signal.payload());
                notify.execute();
            }
        } finally {
            queued.remove(first);
        }
    }

    private void receive() {
        while (running) {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(true);
                receive(connection);
            } catch (SQLException away) {
                if (running) {
                    log.debug("Not listening for signals: {}", away.getMessage());
                    LockSupport.parkNanos(RECONNECT_PAUSE.toNanos());
                }
            }
        }
    }

    private void receive(Connection connection) throws SQLException {
        var schema = connection.getSchema();
        for (String topic : listeners.keySet()) {
            try (Statement listen = connection.createStatement()) {
                listen.execute("LISTEN \"" + schema + "." + topic + "\"");
            }
        }
        listeners.values().forEach(all -> all.forEach(listener -> tell(listener, "")));
        try {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (running) {
                PGNotification[] notifications = postgres.getNotifications(LISTEN_MILLIS);
                for (PGNotification notification : notifications == null ? new PGNotification[0] : notifications) {
                    dispatch(schema, notification);
                }
            }
        } finally {
            unlisten(connection);
        }
    }

    private static void unlisten(Connection connection) {
        try (Statement unlisten = connection.createStatement()) {
            unlisten.execute("UNLISTEN *");
        } catch (SQLException gone) {
            log.debug("The connection is gone, and its channels with it", gone);
        }
    }

    private void dispatch(String schema, PGNotification notification) {
        String topic = notification.getName().substring(schema.length() + 1);
        listeners.getOrDefault(topic, List.of()).forEach(listener -> tell(listener, notification.getParameter()));
    }

    /** One listener that stumbles must not make the others deaf. */
    private static void tell(Consumer<String> listener, String payload) {
        try {
            listener.accept(payload);
        } catch (RuntimeException stumbled) {
            log.error("A listener failed on a signal", stumbled);
        }
    }

    private record Signal(String topic, String payload) {}
}
