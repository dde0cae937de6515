package io.agentplane.benchmarks.governance;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.local.postgres.Database;
import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.audit.AuditOutcome;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.json.StoredJson;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

/** Audit entries as a gateway sends them, and a look at how many of them have become links of a chain. */
final class AuditFlood implements AutoCloseable {

    private static final String ROLE = "policy";
    private static final String SENDER = "/gateway-service";
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final KafkaProducer<String, byte[]> producer;
    private final Connection connection;
    private final EventCodec codec = new EventCodec(StoredJson.of(JsonMapper.shared()));

    AuditFlood(String bootstrapServers, Map<String, String> login, Database database) throws SQLException, IOException {
        Properties settings = new Properties();
        settings.putAll(login);
        settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        connection = DriverManager.getConnection(database.url(), ROLE, database.password(ROLE));
    }

    /** Entries per second, from the first that is sent until the last is part of its namespace's chain. */
    double perSecond(int entries, String namespace) throws SQLException {
        long before = recorded(namespace);
        long began = System.nanoTime();
        for (int number = 0; number < entries; number++) {
            producer.send(entry(namespace, number).message(codec, SENDER));
        }
        producer.flush();
        while (recorded(namespace) < before + entries) {
            if (System.nanoTime() - began > LIMIT.toNanos()) {
                throw new IllegalStateException("Entries are missing");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return entries / ((System.nanoTime() - began) / 1e9);
    }

    private static AuditEntry entry(String namespace, int number) {
        return new AuditEntry(
                UuidCreator.getTimeOrderedEpoch(),
                namespace,
                Instant.now(),
                new AuditEntry.Actor("01900000-0000-7000-8000-000000000001", "benchmark"),
                "POST /agents/*/activate",
                "/agents/%08d/activate".formatted(number),
                AuditOutcome.ALLOWED,
                200,
                null,
                "127.0.0.1",
                "0af7651916cd43dd8448eb211c80319c");
    }

    private long recorded(String namespace) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT number FROM audit.chain WHERE namespace = ?")) {
            statement.setString(1, namespace);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        producer.close();
        connection.close();
    }
}
