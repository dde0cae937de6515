package io.agentplane.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.NoteService;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.InboundEvent;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.note.NoteView;
import io.agentplane.platform.note.NoteWritten;
import io.agentplane.platform.note.Notebook;
import io.agentplane.platform.test.Loops;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the outbox promises, on a real PostgreSQL and Kafka, with replicas that come and go. */
@Tag("replica")
class OutboxTests {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Replicas REPLICAS =
            Replicas.of(NoteService.class, "agentplane.outbox.election-interval=100ms");

    private static Replica first;
    private static Replica second;

    private TestTopic topic;

    @BeforeAll
    static void startTwo() {
        first = REPLICAS.start();
        second = REPLICAS.start();
    }

    @AfterAll
    static void stop() {
        REPLICAS.close();
    }

    @BeforeEach
    void beginWithNothingToSend() {
        topic = TestTopic.of(NoteWritten.TOPIC);
        await().atMost(LONG).until(() -> pending() == 0);
    }

    @AfterEach
    void bothRelayAgain() {
        topic.close();
        for (Replica replica : List.of(first, second)) {
            if (!relay(replica).isRunning()) {
                relay(replica).start();
            }
        }
    }

    @Test
    void sendsEveryCommittedChangeInTheOrderOfItsKeyAndNothingThatWasRolledBack() {
        Notebook notebook = notebook(first);
        NoteView note = write(notebook, "1");
        Namespace.run(
                "alpha",
                () -> assertThatThrownBy(() -> notebook.writeAndFail("never"))
                        .hasMessage("The transaction must roll back"));
        for (int revision = 1; revision < 50; revision++) {
            rewrite(notebook, note.id(), revision);
        }

        List<InboundEvent<NoteView>> events = awaitEvents(note.id(), 50);

        assertThat(events).extracting(InboundEvent::revision).isSorted().doesNotHaveDuplicates();
        assertThat(events).extracting(event -> event.state().text()).endsWith("50");
        assertThat(events).extracting(InboundEvent::type).containsOnly("note-written");
        assertThat(events).extracting(InboundEvent::namespace).containsOnly("alpha");
        assertThat(events).extracting(InboundEvent::source).containsOnly("/note-service");
        assertThat(topic.messages())
                .noneMatch(message -> new String(message.value(), StandardCharsets.UTF_8).contains("never"));
        await().until(() -> pending() == 0);
    }

    @Test
    void letsOneOfTwoReplicasRelayAndTheOtherTakeOver() {
        relay(second).stop();
        await().until(() -> leading(first) == 1);
        relay(second).start();
        NoteView note = write(notebook(second), "written on the one, relayed by the other");
        awaitEvents(note.id(), 1);
        assertThat(leading(first)).isEqualTo(1);
        assertThat(leading(second)).isZero();

        relay(first).stop();

        await().atMost(LONG).until(() -> leading(second) == 1);
        rewrite(notebook(second), note.id(), 1);
        awaitEvents(note.id(), 2);
    }

    /** The relay's connection is cut over and over while threads write: PostgreSQL, as a killed process would leave it. */
    @Test
    void losesNothingAndKeepsOrderWhenTheRelayIsCutOffMidway() throws Exception {
        Map<UUID, Long> written = new ConcurrentHashMap<>();
        try (var threads = new Loops()) {
            for (int number = 0; number < 8; number++) {
                Notebook notebook = notebook(number % 2 == 0 ? first : second);
                UUID id = write(notebook, "1").id();
                written.put(id, 1L);
                threads.repeat(() -> {
                    rewrite(notebook, id, written.get(id));
                    written.merge(id, 1L, Long::sum);
                });
            }
            for (int cut = 0; cut < 6; cut++) {
                long soFar = sum(written);
                await().until(() -> sum(written) > soFar + 40);
                cutRelay();
            }
            threads.stop();
        }

        await().atMost(LONG).until(() -> pending() == 0);
        Map<String, List<Long>> received = new HashMap<>();
        await().atMost(LONG).untilAsserted(() -> {
            received.clear();
            topic.messages()
                    .forEach(message -> received.computeIfAbsent(message.key(), key -> new ArrayList<>())
                            .add(decode(message).revision()));
            written.forEach(
                    (id, revision) -> assertThat(received.get(id.toString())).contains(revision));
        });
        written.forEach((id, revision) -> {
            List<Long> revisions = received.get(id.toString());
            Set<Long> distinct = new HashSet<>(revisions);
            assertThat(distinct).hasSize(revision.intValue());
            assertThat(firstArrivals(revisions)).isSortedAccordingTo(Comparator.naturalOrder());
            assertThat(revisions.getLast()).isEqualTo(revision);
        });
    }

    /**
     * What a relay reads before a pause, be it of its process or of the network, must not come behind what its follower
     * sends.
     */
    @Test
    void sendsNothingBehindItsFollowerWhenItWasCutOffAndWakesLater() throws Exception {
        relay(first).stop();
        relay(second).stop();
        NoteView note = write(notebook(first), "1");
        var held = new Semaphore(0);
        var asleep = new CountDownLatch(1);
        var paused = InterceptedRelay.of(first, key -> {
            asleep.countDown();
            held.acquireUninterruptibly();
            return true;
        });
        paused.start();
        try {
            assertThat(asleep.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            cutRelay();
            relay(second).start();
            rewrite(notebook(second), note.id(), 1);
            await().atMost(LONG).until(() -> pending() == 0);

            held.release();

            // It has tried and given up once it waits for the follower's place.
            await().atMost(LONG).until(() -> leading(first) == 0);
            rewrite(notebook(second), note.id(), 2);
            assertThat(revisionsUntil(note.id(), 3)).endsWith(2L, 3L).isSorted();
        } finally {
            held.release(1000);
            paused.stop();
        }
    }

    /** Larger than a message may be: Kafka would refuse it each time, and hold up all that comes after it under its key. */
    @Test
    void putsAsideWhatKafkaNeverTakes() {
        relay(first).stop();
        relay(second).stop();
        Notebook notebook = notebook(first);
        NoteView before = write(notebook, "1");
        NoteView large = write(notebook, "x".repeat(5 * 1024 * 1024));
        NoteView after = write(notebook, "1");
        rewrite(notebook, large.id(), 1);
        relay(first).start();
        try {
            awaitEvents(before.id(), 1);
            awaitEvents(after.id(), 1);

            assertThat(awaitEvents(large.id(), 1))
                    .extracting(InboundEvent::revision)
                    .containsExactly(2L);
            await().atMost(LONG).until(() -> pending() == 0);
            assertThat(REPLICAS.database()
                            .jdbc()
                            .sql("SELECT failure FROM dead_outbox_event WHERE subject = :subject AND revision = 1")
                            .param("subject", large.id().toString())
                            .query(String.class)
                            .list())
                    .singleElement()
                    .asString()
                    .contains("RecordTooLarge");
        } finally {
            relay(first).stop();
        }
    }

    /** More than a batch of them, and all before what can be sent. */
    @Test
    void sendsWhatKafkaTakesBehindAnyNumberOfWhatItDoesNot() {
        relay(first).stop();
        relay(second).stop();
        Notebook notebook = notebook(first);
        Set<String> refused = IntStream.range(0, 30)
                .mapToObj(note -> write(notebook, "1").id().toString())
                .collect(Collectors.toSet());
        NoteView taken = write(notebook, "1");
        var relay = InterceptedRelay.of(first, 10, key -> !refused.contains(key));
        relay.start();
        try {
            awaitEvents(taken.id(), 1);
            await().until(() -> pending() == 30);
        } finally {
            relay.stop();
        }
        relay(first).start();
        await().atMost(LONG).until(() -> pending() == 0);
    }

    @Test
    void commitsWhileKafkaRefusesAndSendsInOrderWhenItTakesAgain() {
        // The relays of the replicas must be at rest, so that the one with the failing broker leads.
        relay(first).stop();
        relay(second).stop();
        Notebook notebook = notebook(first);
        NoteView refused = write(notebook, "1");
        NoteView taken = write(notebook, "1");
        rewrite(notebook, refused.id(), 1);
        var refusing = new AtomicBoolean(true);
        var relay = InterceptedRelay.of(
                first, key -> !(refusing.get() && key.equals(refused.id().toString())));
        relay.start();
        try {
            awaitEvents(taken.id(), 1);
            await().until(() -> pending() == 2);

            refusing.set(false);

            await().atMost(LONG).until(() -> pending() == 0);
            assertThat(awaitEvents(refused.id(), 2))
                    .extracting(InboundEvent::revision)
                    .endsWith(1L, 2L);
        } finally {
            relay.stop();
        }
    }

    @Test
    void tellsWhetherKafkaHasEverything() throws Exception {
        relay(first).stop();
        relay(second).stop();
        Outbox outbox = first.bean(Outbox.class);
        write(notebook(first), "1");

        assertThat(outbox.awaitSent(Duration.ofMillis(100))).isFalse();

        relay(first).start();
        assertThat(outbox.awaitSent(LONG)).isTrue();
        assertThat(pending()).isZero();
    }

    @Test
    void refusesAnEventOutsideATransaction() {
        var event = new NoteWritten(new NoteView(UUID.randomUUID(), "loose", 1), "alpha");

        assertThatThrownBy(() -> first.context().publishEvent(event)).hasMessageContaining("transaction of its change");
    }

    private static long sum(Map<UUID, Long> written) {
        return written.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Ends the session that holds the relay's advisory lock; business connections live on. */
    private static void cutRelay() throws SQLException {
        try (var connection = REPLICAS.database().connect();
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

    private List<InboundEvent<NoteView>> awaitEvents(UUID note, int count) {
        // The topic is made before the first is sent; until then it can't be read.
        await().atMost(LONG)
                .ignoreException(IllegalStateException.class)
                .until(() -> topic.messagesOf(note.toString()).size() >= count);
        return topic.messagesOf(note.toString()).stream()
                .map(OutboxTests::decode)
                .toList();
    }

    /** All that came of a note up to a revision, which must be the last that was sent. */
    private List<Long> revisionsUntil(UUID note, long last) {
        return await().atMost(LONG)
                .until(
                        () -> topic.messagesOf(note.toString()).stream()
                                .map(message -> decode(message).revision())
                                .toList(),
                        revisions -> revisions.contains(last));
    }

    private static InboundEvent<NoteView> decode(ConsumerRecord<String, byte[]> message) {
        return first.bean(EventCodec.class).decode(message, NoteView.class);
    }

    private static Notebook notebook(Replica replica) {
        return replica.bean(Notebook.class);
    }

    private static OutboxRelay relay(Replica replica) {
        return replica.bean(OutboxRelay.class);
    }

    private static long pending() {
        return first.bean(OutboxQueries.class).pending();
    }

    private static int leading(Replica replica) {
        return (int) replica.bean(MeterRegistry.class)
                .get("agentplane.outbox.leading")
                .gauge()
                .value();
    }
}
