package io.agentplane.benchmarks.registry;

import io.agentplane.benchmarks.load.Call;
import io.agentplane.benchmarks.load.LoadGenerator;
import io.agentplane.benchmarks.load.LoadResult;
import io.agentplane.benchmarks.measure.Repeats;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Heartbeats to ours, and a look into the database for what has become of them. */
final class Heartbeats {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);

    /** Two of the service's batches. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final LoadGenerator load;
    private final AgentSeeds database;
    private final int agents;
    private final Duration length;
    private final List<Arrival> arrivals = new ArrayList<>();

    Heartbeats(LoadGenerator load, AgentSeeds database, int agents, Duration length) {
        this.load = load;
        this.database = database;
        this.agents = agents;
        this.length = length;
    }

    /** Sends what is taken; afterwards waits until the newest of each agent that sent any are in the database. */
    LoadResult send(Supplier<Call> calls) {
        Instant began = afterAllThatWereSentBefore();
        LoadResult result = load.saturate(calls, length);
        long answered = System.nanoTime();
        int senders = Math.toIntExact(Math.min(agents, result.latencies().count()));
        int arrived = 0;
        while (arrived < senders && System.nanoTime() - answered < PATIENCE.toNanos()) {
            LockSupport.parkNanos(POLL.toNanos());
            arrived = arrived(began);
        }
        arrivals.add(new Arrival(senders, arrived, (System.nanoTime() - answered) / 1e6));
        return result;
    }

    /** Earlier heartbeats, such as those of the warm-up, are on their way for at most a few batches. */
    private Instant afterAllThatWereSentBefore() {
        try {
            Instant newest = database.newestHeartbeat();
            while (true) {
                LockSupport.parkNanos(QUIET.toNanos());
                Instant now = database.newestHeartbeat();
                if (now.equals(newest)) {
                    return newest;
                }
                newest = now;
            }
        } catch (SQLException away) {
            throw new IllegalStateException(away);
        }
    }

    private int arrived(Instant began) {
        try {
            return database.heartbeatsSince(began);
        } catch (SQLException away) {
            throw new IllegalStateException(away);
        }
    }

    /** Of how many agents that sent heartbeats the newest has arrived. */
    String arrived() {
        return "%,d of %,d"
                .formatted(
                        arrivals.stream().mapToInt(Arrival::arrived).sum(),
                        arrivals.stream().mapToInt(Arrival::senders).sum());
    }

    /** From the last answer until they were in the database, in milliseconds. */
    Repeats delays() {
        return new Repeats(arrivals.stream().mapToDouble(Arrival::delayMillis).toArray());
    }

    private record Arrival(int senders, int arrived, double delayMillis) {}
}
