package io.agentplane.platform.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.feed.ChangeFeed.RemovedChangesException;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.signal.DatabaseSignals;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.mock.web.MockHttpServletResponse;

class ChangeFeedTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Table table = new Table();
    private final ChangeFeed feed =
            new ChangeFeed("test-feed", table, new DatabaseSignals(new PGSimpleDataSource()), "test");

    @AfterEach
    void stop() {
        feed.stop();
    }

    @Test
    void beginsNowAndTellsOfWhatComes() throws Exception {
        table.commit(1, "long ago");
        feed.start();
        Position now = feed.now();

        table.commit(2, "news");

        assertThat(data(feed.after(now, PATIENCE))).containsExactly("news");
    }

    @Test
    void goesOnWhereAWatcherWasEvenBeforeItBegan() throws Exception {
        IntStream.rangeClosed(1, 5).forEach(number -> table.commit(number, "change " + number));
        feed.start();
        feed.now();

        assertThat(data(feed.after(feed.resume("3-1"), PATIENCE))).containsExactly("change 4", "change 5");
    }

    @Test
    void servesWatchersThatAreFarBehindFromTheTable() throws Exception {
        feed.start();
        Position start = feed.now();
        IntStream.rangeClosed(1, 7_000).forEach(number -> table.commit(number, "change " + number));
        await().atMost(PATIENCE).until(() -> feed.now().transaction() == 7_000);

        List<String> seen = new ArrayList<>();
        Position position = start;
        while (seen.size() < 7_000) {
            List<Change> changes = feed.after(position, PATIENCE);
            seen.addAll(data(changes));
            position = changes.getLast().position();
        }

        assertThat(seen)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 7_000)
                        .mapToObj(number -> "change " + number)
                        .toList());
    }

    @Test
    void servesWatchersThatKeepUpFromMemory() throws Exception {
        feed.start();
        Position now = feed.now();
        table.commit(1, "one");
        await().atMost(PATIENCE).until(() -> feed.now().transaction() == 1);
        int reads = table.reads.get();

        for (int watcher = 0; watcher < 100; watcher++) {
            assertThat(data(feed.after(now, PATIENCE))).containsExactly("one");
        }

        assertThat(table.reads.get() - reads).isLessThan(100);
    }

    @Test
    void keepsFewerChangesInMemoryWhenTheyAreLarge() throws Exception {
        feed.start();
        Position start = feed.now();
        String large = "x".repeat(1024 * 1024);
        IntStream.rangeClosed(1, 40).forEach(number -> table.commit(number, large));
        await().atMost(PATIENCE).until(() -> feed.now().transaction() == 40);
        int reads = table.reads.get();

        for (int watcher = 0; watcher < 100; watcher++) {
            assertThat(feed.after(start, PATIENCE)).hasSize(40);
        }
        assertThat(table.reads.get() - reads).isGreaterThanOrEqualTo(100);

        int readsBefore = table.reads.get();
        for (int watcher = 0; watcher < 100; watcher++) {
            assertThat(feed.after(new Position(30, 1), PATIENCE)).hasSize(10);
        }
        assertThat(table.reads.get() - readsBefore).isLessThan(100);
    }

    @Test
    void refusesPositionsOfOtherDatabases() {
        table.commit(4, "latest");

        assertThatThrownBy(() -> feed.resume("5-1")).isInstanceOf(DomainException.class);
        assertThatThrownBy(() -> feed.resume("one")).isInstanceOf(DomainException.class);
        assertThatThrownBy(() -> feed.resume("99999999999999999999-1")).isInstanceOf(DomainException.class);
    }

    @Test
    void refusesPositionsBehindWhichChangesHaveBeenRemoved() throws Exception {
        IntStream.rangeClosed(1, 5).forEach(number -> table.commit(number, "change " + number));
        table.removeUpTo(3);
        feed.start();
        feed.now();

        assertThatThrownBy(() -> feed.resume("2-1")).isInstanceOf(DomainException.class);
        assertThatThrownBy(() -> feed.after(new Position(2, 1), PATIENCE)).isInstanceOf(RemovedChangesException.class);
        assertThat(data(feed.after(feed.resume("3-1"), PATIENCE))).containsExactly("change 4", "change 5");
    }

    @Test
    void endsTheStreamOfAWatcherThatWouldMissSomething() throws Exception {
        IntStream.rangeClosed(1, 5).forEach(number -> table.commit(number, "change " + number));
        feed.start();
        feed.now();
        var response = new MockHttpServletResponse() {
            @Override
            public void setContentType(@Nullable String type) {
                super.setContentType(type);
                table.removeUpTo(3);
            }
        };

        new EventStream(feed, "alpha").send("2-1", response);

        assertThat(text(response)).isEqualTo("id: 2-1\n\n");
    }

    @Test
    void beginsAnewWhenItHasMissedSomethingItself() throws Exception {
        feed.start();
        Position start = feed.now();
        table.commit(1, "one");
        assertThat(data(feed.after(start, PATIENCE))).containsExactly("one");

        table.removeUpTo(6);
        table.commit(7, "seven");
        await().atMost(PATIENCE).until(() -> feed.now().transaction() >= 6);
        table.commit(8, "eight");

        assertThat(data(feed.after(new Position(7, 1), PATIENCE))).contains("eight");
        assertThatThrownBy(() -> feed.after(new Position(1, 1), PATIENCE)).isInstanceOf(RemovedChangesException.class);
    }

    @Test
    void refusesWatchersWhileItIsNotRunning() {
        assertThatThrownBy(feed::now).isInstanceOf(DomainException.class);
    }

    @Test
    void writesEventsOfOneNamespaceUntilItStops() throws Exception {
        feed.start();
        String start = feed.now().toString();
        var response = new MockHttpServletResponse();
        Thread watcher = Thread.startVirtualThread(() -> {
            try {
                new EventStream(feed, "alpha").send(start, response);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        table.add(new Change(new Position(1, 1), "beta", "{\"not\":\"yours\"}"));
        table.commit(2, "{\"for\":\"you\"}");
        await().atMost(PATIENCE).until(() -> text(response).contains("you"));

        feed.stop();

        assertThat(watcher.join(PATIENCE)).isTrue();
        List<String> written = List.of(text(response).split("\n\n"));
        assertThat(written).startsWith("id: " + start);
        // A position without data comes whenever nothing else has for a while.
        assertThat(written.stream().filter(part -> part.contains("data")))
                .containsExactly("id: 2-1\ndata: {\"for\":\"you\"}");
    }

    private static String text(MockHttpServletResponse response) {
        var copy = new ByteArrayOutputStream();
        copy.writeBytes(response.getContentAsByteArray());
        return copy.toString(StandardCharsets.UTF_8);
    }

    private static List<String> data(List<Change> changes) {
        return changes.stream().map(Change::data).toList();
    }

    /** Holds changes in the order of their commits, as the table of a service does. */
    private static final class Table implements ChangeSource {

        private final List<Change> changes = new CopyOnWriteArrayList<>();
        private final AtomicInteger reads = new AtomicInteger();
        private volatile Position removed = Position.START;

        void commit(long transaction, String data) {
            add(new Change(new Position(transaction, 1), "alpha", data));
        }

        void add(Change change) {
            changes.add(change);
        }

        @Override
        public List<Change> after(Position position, int limit) {
            reads.incrementAndGet();
            Stream<Change> behind =
                    changes.stream().filter(change -> change.position().compareTo(position) > 0);
            return behind.limit(limit).toList();
        }

        void removeUpTo(long transaction) {
            removed = new Position(transaction, 1);
            changes.removeIf(change -> change.position().compareTo(removed) <= 0);
        }

        @Override
        public Position removedUpTo() {
            return removed;
        }

        @Override
        public long oldestOpenTransaction() {
            Position last = changes.isEmpty() ? removed : changes.getLast().position();
            return last.transaction() + 1;
        }
    }
}
