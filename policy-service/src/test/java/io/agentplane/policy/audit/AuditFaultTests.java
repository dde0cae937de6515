package io.agentplane.policy.audit;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestKafka;
import io.agentplane.policy.PolicyService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** However replicas, database and broker come and go, each entry is in its chain, once. */
@Tag("replica")
@Tag("fault")
class AuditFaultTests {

    private static final String NAMESPACE = "faults";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final EmbeddedKafkaKraftBroker broker = TestKafka.ownBroker();

    /** A message would be put aside when it fails a second time if being without a database counted as its fault. */
    private final Replicas replicas = Replicas.of(
                    PolicyService.class,
                    "agentplane.events.attempts=2",
                    "agentplane.events.first-retry=10ms",
                    "spring.datasource.hikari.connection-timeout=500",
                    "spring.kafka.consumer.fetch-max-wait=100ms",
                    "spring.kafka.listener.poll-timeout=100ms")
            .on(broker.getBrokersAsString());

    @AfterEach
    void stop() {
        replicas.close();
        broker.destroy();
    }

    @Test
    void losesAndDoublesNothingWhileTheDatabaseAndAReplicaGoAway() {
        List<AuditEntry> first = AuditFixtures.entries(NAMESPACE, 500);
        Replica survivor = replicas.start();
        Replica other = replicas.start();
        EventCodec codec = survivor.bean(EventCodec.class);
        TestApi api = survivor.api(TestCaller.in(NAMESPACE));
        send(codec, first);
        await().atMost(PATIENCE).until(() -> verdict(api).entries() == 500);

        replicas.database().refuseConnections();
        send(codec, AuditFixtures.entries(NAMESPACE, 500));
        await().atMost(PATIENCE).until(() -> failures(survivor) + failures(other) > 1);
        replicas.database().acceptConnections();
        send(codec, AuditFixtures.entries(NAMESPACE, 500));
        other.close();
        send(codec, first);
        send(codec, AuditFixtures.entries(NAMESPACE, 500));

        await().atMost(PATIENCE).ignoreExceptions().until(() -> verdict(api).entries() == 2000);
        assertThat(verdict(api)).isEqualTo(new ChainVerdict(true, 2000, null));
    }

    /** How often messages were handed over in vain. */
    private static long failures(Replica replica) {
        return replica
                .bean(MeterRegistry.class)
                .find("spring.kafka.listener")
                .tag("result", "failure")
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
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
