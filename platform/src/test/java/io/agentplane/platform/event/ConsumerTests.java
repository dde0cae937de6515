package io.agentplane.platform.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.note.NoteView;
import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.platform.test.TestTopic;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionOperations;

@Tag("fault")
@ServiceTest
@Import(ConsumerTests.Listening.class)
@TestPropertySource(properties = "agentplane.events.attempts=2")
class ConsumerTests {

    private static final String TOPIC = "agentplane.test.incoming.v1";

    @Autowired
    private KafkaOperations<String, byte[]> kafka;

    @Autowired
    private EventCodec codec;

    @Autowired
    private Listening listening;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private Database database;

    @Autowired
    private ConsumerFactory<String, byte[]> consumers;

    @Autowired
    private KafkaAdmin admin;

    @Autowired
    @Qualifier("incoming")
    private NewTopic incoming;

    @Test
    void putsAsideWhatCantBeHandledAndGoesOn() {
        kafka.send(TOPIC, "k", "no event at all".getBytes(StandardCharsets.UTF_8));
        kafka.send(event("poison"));
        kafka.send(event("after the poison"));

        await().atMost(Duration.ofSeconds(30)).until(() -> listening.texts.contains("after the poison"));
        try (var deadLetters = TestTopic.of(TOPIC + ".dlt")) {
            await().atMost(Duration.ofSeconds(30))
                    .ignoreException(IllegalStateException.class)
                    .until(() -> deadLetters.messages().size() == 2);
        }
        assertThat(listening.attempts).filteredOn("poison"::equals).hasSize(2);
        assertThat(metrics.get("agentplane.events.dead").counter().count()).isEqualTo(2);
    }

    @Test
    void waitsForTheDatabaseInsteadOfPuttingMessagesAside() {
        double before = deadLetters();
        database.refuseConnections();
        try {
            kafka.send(event("stored late"));
            await().until(() -> listening.attempts.contains("stored late"));
        } finally {
            database.acceptConnections();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> listening.texts.contains("stored late"));
        assertThat(deadLetters()).isEqualTo(before);
    }

    /** The rollback fails with the connection, and its failure hides what happened. */
    @Test
    void waitsForADatabaseThatBreaksOffInTheMiddleOfATransaction() {
        double before = deadLetters();

        kafka.send(event(Listening.BREAKS_OFF));

        await().until(() -> listening.texts.contains(Listening.BREAKS_OFF));
        assertThat(listening.attempts).filteredOn(Listening.BREAKS_OFF::equals).hasSize(Listening.BREAKS + 1);
        assertThat(deadLetters()).isEqualTo(before);
    }

    @Test
    void replaysTheWholeTopicIntoMemoryAndFollowsIt() {
        kafka.send(event("replayed"));
        List<String> seen = new CopyOnWriteArrayList<>();
        var replay = new StateReplay(
                incoming,
                admin,
                consumers,
                message ->
                        seen.add(codec.decode(message, NoteView.class).state().text()));
        replay.start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(replay::isCaughtUp);
            assertThat(seen).contains("replayed");
            assertThat(replay.isConnected()).isTrue();

            kafka.send(event("followed"));

            await().until(() -> seen.contains("followed"));
        } finally {
            replay.stop();
        }
    }

    @Test
    void readsPartitionsThatATopicIsGivenLater() {
        String topic = "growing-" + UUID.randomUUID();
        NewTopic small = new NewTopic(topic, 1, (short) 1);
        admin.createOrModifyTopics(small);
        Map<Integer, String> seen = new ConcurrentHashMap<>();
        var replay = new StateReplay(
                small, admin, consumers, message -> seen.put(message.partition(), new String(message.value(), UTF_8)));
        replay.start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(replay::isCaughtUp);

            admin.createOrModifyTopics(new NewTopic(topic, 3, (short) 1));

            for (int partition = 0; partition < 3; partition++) {
                kafka.send(new ProducerRecord<>(topic, partition, "key", ("in " + partition).getBytes(UTF_8)));
            }
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(seen).isEqualTo(Map.of(0, "in 0", 1, "in 1", 2, "in 2")));
        } finally {
            replay.stop();
        }
    }

    private double deadLetters() {
        var counter = metrics.find("agentplane.events.dead").counter();
        return counter == null ? 0 : counter.count();
    }

    private ProducerRecord<String, byte[]> event(String text) {
        var note = new NoteView(UUID.randomUUID(), text, 1);
        return codec.encode(new StoredEvent(
                UUID.randomUUID(),
                TOPIC,
                "note-written",
                "/elsewhere",
                note.id().toString(),
                "alpha",
                1,
                Instant.now(),
                null,
                codec.encodeState(note)));
    }

    @TestConfiguration
    static class Listening {

        final List<String> attempts = new CopyOnWriteArrayList<>();
        final List<String> texts = new CopyOnWriteArrayList<>();

        static final String BREAKS_OFF = "breaks off";

        /** Its next try comes after those after which a message is put aside. */
        static final int BREAKS = 2;

        @Autowired
        private JdbcClient jdbc;

        @Autowired
        private TransactionOperations transaction;

        @Autowired
        private EventCodec codec;

        @Bean
        NewTopic incoming(Topics topics) {
            return topics.ofFacts(TOPIC);
        }

        @KafkaListener(topics = TOPIC, groupId = "consumer-tests")
        void on(ConsumerRecord<String, byte[]> message) {
            String text = codec.decode(message, NoteView.class).state().text();
            attempts.add(text);
            if (text.equals("poison")) {
                throw new IllegalStateException("Nobody can digest this");
            }
            if (text.equals(BREAKS_OFF) && Collections.frequency(attempts, text) <= BREAKS) {
                transaction.executeWithoutResult(status -> jdbc.sql("SELECT pg_terminate_backend(pg_backend_pid())")
                        .query()
                        .singleRow());
            }
            jdbc.sql("SELECT 1").query(Integer.class).single();
            texts.add(text);
        }
    }
}
