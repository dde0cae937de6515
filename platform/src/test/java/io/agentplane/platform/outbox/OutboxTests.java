package io.agentplane.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.Replica;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.note.NoteView;
import io.agentplane.platform.note.NoteWritten;
import io.agentplane.platform.note.Notebook;
import io.agentplane.platform.test.TestKafka;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.platform.test.TestTopic;
import io.agentplane.platform.web.Revision;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What the outbox promises, on a real PostgreSQL and Kafka, with replicas that come and go. */
class OutboxTests {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Database database = TestPostgres.createDatabase();

    @Test
    void sendsEveryCommittedChangeInTheOrderOfItsKeyAndNothingThatWasRolledBack() {
        try (var service = Replica.start(database, TestKafka.bootstrapServers());
                var topic = TestTopic.of(NoteWritten.TOPIC)) {
            Notebook notebook = service.getBean(Notebook.class);
            NoteView note = write(notebook, "1");
            Namespace.run(
                    "alpha",
                    () -> assertThatThrownBy(() -> notebook.writeAndFail("never"))
                            .hasMessage("The transaction must roll back"));
            for (int revision = 1; revision < 50; revision++) {
                rewrite(notebook, note.id(), revision);
            }

            List<InboundEvent<NoteView>> events = awaitEvents(service, topic, note.id(), 50);

            assertThat(events).extracting(InboundEvent::revision).isSorted().doesNotHaveDuplicates();
            assertThat(events).extracting(event -> event.state().text()).endsWith("50");
            assertThat(events).extracting(InboundEvent::type).containsOnly("note-written");
            assertThat(events).extracting(InboundEvent::namespace).containsOnly("alpha");
            assertThat(events).extracting(InboundEvent::source).containsOnly("/note-service");
            assertThat(topic.messages())
                    .noneMatch(message -> new String(message.value(), StandardCharsets.UTF_8).contains("never"));
            await().until(() -> pending(service) == 0);
        }
    }

    @Test
    void letsOneOfTwoReplicasRelayAndTheOtherTakeOver() {
        var first = Replica.start(database, TestKafka.bootstrapServers());
        try (var second = Replica.start(database, TestKafka.bootstrapServers());
                var topic = TestTopic.of(NoteWritten.TOPIC)) {
            await().until(() -> leading(first) + leading(second) == 1);
            assertThat(leading(first)).isEqualTo(1);
            NoteView note = write(second.getBean(Notebook.class), "written on the one, relayed by the other");
            awaitEvents(second, topic, note.id(), 1);

            first.close();

            await().atMost(LONG).until(() -> leading(second) == 1);
            rewrite(second.getBean(Notebook.class), note.id(), 1);
            awaitEvents(second, topic, note.id(), 2);
        }
    }

    /** The relay's connection is cut over and over while threads write: PostgreSQL, as a killed process would leave it. */
    @Test
    void losesNothingAndKeepsOrderWhenTheRelayIsCutOffMidway() throws Exception {
        Map<UUID, Long> written = new ConcurrentHashMap<>();
        try (var first = Replica.start(database, TestKafka.bootstrapServers());
                var second = Replica.start(database, TestKafka.bootstrapServers());
                var topic = TestTopic.of(NoteWritten.TOPIC)) {
            var writing = new AtomicBoolean(true);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                IntStream.range(0, 8)
                        .forEach(number -> threads.submit(() -> {
                            Notebook notebook = (number % 2 == 0 ? first : second).getBean(Notebook.class);
                            keepWriting(notebook, writing, written);
                        }));
                for (int cut = 0; cut < 6; cut++) {
                    int soFar =
                            written.values().stream().mapToInt(Long::intValue).sum();
                    await().until(() ->
                            written.values().stream().mapToInt(Long::intValue).sum() > soFar + 40);
                    cutRelay();
                }
                writing.set(false);
            }

            await().atMost(LONG).until(() -> pending(first) == 0);
            Map<String, List<Long>> received = new HashMap<>();
            await().atMost(LONG).untilAsserted(() -> {
                received.clear();
                topic.messages()
                        .forEach(message -> received.computeIfAbsent(message.key(), key -> new ArrayList<>())
                                .add(decode(first, message).revision()));
                written.forEach((id, revision) ->
                        assertThat(received.get(id.toString())).contains(revision));
            });
            written.forEach((id, revision) -> {
                List<Long> revisions = received.get(id.toString());
                Set<Long> distinct = new HashSet<>(revisions);
                assertThat(distinct).hasSize(revision.intValue());
                assertThat(firstArrivals(revisions)).isSortedAccordingTo(Comparator.naturalOrder());
                assertThat(revisions.getLast()).isEqualTo(revision);
            });
        }
    }

    /** What a relay reads before a pause, be it of its process or of the network, must not come behind what its follower sends. */
    @Test
    void sendsNothingBehindItsFollowerWhenItWasCutOffAndWakesLater() throws Exception {
        try (var first = Replica.start(database, TestKafka.bootstrapServers());
                var second = Replica.start(database, TestKafka.bootstrapServers());
                var topic = TestTopic.of(NoteWritten.TOPIC)) {
            first.getBean(OutboxRelay.class).stop();
            OutboxRelay follower = second.getBean(OutboxRelay.class);
            follower.stop();
            NoteView note = write(first.getBean(Notebook.class), "1");
            var held = new Semaphore(0);
            var asleep = new CountDownLatch(1);
            var relay = InterceptedRelay.of(first, key -> {
                asleep.countDown();
                held.acquireUninterruptibly();
                return true;
            });
            relay.start();
            try {
                assertThat(asleep.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
                cutRelay();
                follower.start();
                rewrite(second.getBean(Notebook.class), note.id(), 1);
                await().atMost(LONG).until(() -> pending(second) == 0);

                held.release();

                // It has tried and given up once it waits for the follower's place.
                await().atMost(LONG).until(() -> leading(first) == 0);
                assertThat(topic.messagesOf(note.id().toString()))
                        .extracting(message -> decode(first, message).revision())
                        .endsWith(2L)
                        .isSorted();
            } finally {
                held.release(1000);
                relay.stop();
            }
        }
    }

    /** Larger than a message may be: Kafka refuses it each time, and it holds up its own key alone. */
    @Test
    void sendsWhatKafkaTakesAroundWhatItNeverTakes() {
        try (var service = Replica.start(database, TestKafka.bootstrapServers());
                var topic = TestTopic.of(NoteWritten.TOPIC)) {
            service.getBean(OutboxRelay.class).stop();
            Notebook notebook = service.getBean(Notebook.class);
            NoteView before = write(notebook, "1");
            NoteView large = write(notebook, "x".repeat(5 * 1024 * 1024));
            NoteView after = write(notebook, "1");
            rewrite(notebook, large.id(), 1);
            service.getBean(OutboxRelay.class).start();

            awaitEvents(service, topic, before.id(), 1);
            awaitEvents(service, topic, after.id(), 1);

            await().atMost(LONG).until(() -> pending(service) == 2);
            assertThat(topic.messagesOf(large.id().toString())).isEmpty();
        }
    }

    @Test
    void commitsWhileKafkaRefusesAndSendsInOrderWhenItTakesAgain() {
        try (var service = Replica.start(database, TestKafka.bootstrapServers());
                var topic = TestTopic.of(NoteWritten.TOPIC)) {
            // The relay of this replica must be at rest, so that the one with the failing broker leads.
            service.getBean(OutboxRelay.class).stop();
            Notebook notebook = service.getBean(Notebook.class);
            NoteView refused = write(notebook, "1");
            NoteView taken = write(notebook, "1");
            rewrite(notebook, refused.id(), 1);
            var refusing = new AtomicBoolean(true);
            var relay = InterceptedRelay.of(
                    service, key -> !(refusing.get() && key.equals(refused.id().toString())));
            relay.start();
            try {
                awaitEvents(service, topic, taken.id(), 1);
                assertThat(pending(service)).isEqualTo(2);

                refusing.set(false);

                await().atMost(LONG).until(() -> pending(service) == 0);
                assertThat(awaitEvents(service, topic, refused.id(), 2))
                        .extracting(InboundEvent::revision)
                        .endsWith(1L, 2L);
            } finally {
                relay.stop();
            }
        }
    }

    @Test
    void refusesAnEventOutsideATransaction() {
        try (var service = Replica.start(database, TestKafka.bootstrapServers())) {
            var event = new NoteWritten(new NoteView(UUID.randomUUID(), "loose", 1), "alpha");

            assertThatThrownBy(() -> service.publishEvent(event)).hasMessageContaining("transaction of its change");
        }
    }

    private static void keepWriting(Notebook notebook, AtomicBoolean writing, Map<UUID, Long> written) {
        UUID id = write(notebook, "1").id();
        written.put(id, 1L);
        while (writing.get()) {
            long next = written.get(id) + 1;
            rewrite(notebook, id, next - 1);
            written.put(id, next);
        }
    }

    /** Ends the session that holds the relay's advisory lock; business connections live on. */
    private void cutRelay() throws SQLException {
        try (var connection = database.connect();
                var statement = connection.prepareStatement("""
                        SELECT pg_terminate_backend(pid) FROM pg_locks
                        WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
                            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        """)) {
            statement.execute();
        }
    }

    /** Repeats left out: an event may come twice, but none may come first after a later one. */
    private static List<Long> firstArrivals(List<Long> revisions) {
        return revisions.stream().distinct().toList();
    }

    private static NoteView write(Notebook notebook, String text) {
        try {
            return Namespace.in("alpha", () -> notebook.write(text));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void rewrite(Notebook notebook, UUID id, long revision) {
        Namespace.run("alpha", () -> notebook.rewrite(id, Long.toString(revision + 1), new Revision(revision)));
    }

    private static List<InboundEvent<NoteView>> awaitEvents(
            ConfigurableApplicationContext service, TestTopic topic, UUID note, int count) {
        await().atMost(LONG).until(() -> topic.messagesOf(note.toString()).size() >= count);
        return topic.messagesOf(note.toString()).stream()
                .map(message -> decode(service, message))
                .toList();
    }

    private static InboundEvent<NoteView> decode(
            ConfigurableApplicationContext service, ConsumerRecord<String, byte[]> message) {
        return service.getBean(EventCodec.class).decode(message, NoteView.class);
    }

    private static long pending(ConfigurableApplicationContext service) {
        return service.getBean(OutboxQueries.class).pending();
    }

    private static int leading(ConfigurableApplicationContext service) {
        return (int) service.getBean(MeterRegistry.class)
                .get("agentplane.outbox.leading")
                .gauge()
                .value();
    }
}
