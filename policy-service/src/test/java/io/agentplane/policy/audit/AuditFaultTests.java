package io.agentplane.policy.audit;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestKafka;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.policy.Replica;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** However replicas, database and broker come and go, each entry is in its chain, once. */
class AuditFaultTests {

    private static final String NAMESPACE = "faults";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** So few attempts that a message would be put aside if being without a database counted as its fault. */
    private static final String[] QUICKLY_GIVEN_UP = {
        "agentplane.events.attempts=2",
        "agentplane.events.first-retry=10ms",
        "spring.datasource.hikari.connection-timeout=250"
    };

    private final Database database = TestPostgres.createDatabase();
    private final EmbeddedKafkaKraftBroker broker = TestKafka.ownBroker();

    @AfterEach
    void stopTheBroker() {
        broker.destroy();
    }

    @Test
    void losesAndDoublesNothingWhileTheDatabaseAndAReplicaGoAway() throws Exception {
        List<AuditEntry> first = AuditFixtures.entries(NAMESPACE, 500);
        try (Replica survivor = Replica.listening(database, broker.getBrokersAsString(), QUICKLY_GIVEN_UP)) {
            EventCodec codec = survivor.context().getBean(EventCodec.class);
            TestApi api = survivor.api(TestCaller.in(NAMESPACE));
            try (Replica other = Replica.listening(database, broker.getBrokersAsString(), QUICKLY_GIVEN_UP)) {
                send(codec, first);
                await().atMost(PATIENCE).until(() -> verdict(api).entries() == 500);

                database.refuseConnections();
                send(codec, AuditFixtures.entries(NAMESPACE, 500));
                // Longer than all attempts on a message at fault would take.
                await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
                database.acceptConnections();
                send(codec, AuditFixtures.entries(NAMESPACE, 500));
            }
            send(codec, first);
            send(codec, AuditFixtures.entries(NAMESPACE, 500));

            await().atMost(PATIENCE).ignoreExceptions().until(() -> verdict(api).entries() == 2000);
            assertThat(verdict(api)).isEqualTo(new ChainVerdict(true, 2000, null));
        }
    }

    private static ChainVerdict verdict(TestApi api) {
        return body(api.get("/audit/verify"), ChainVerdict.class);
    }

    private void send(EventCodec codec, List<AuditEntry> entries) {
        Map<String, Object> client = Map.of("bootstrap.servers", broker.getBrokersAsString());
        try (var producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            entries.forEach(entry -> producer.send(entry.message(codec, "/gateway-service")));
        }
    }
}
