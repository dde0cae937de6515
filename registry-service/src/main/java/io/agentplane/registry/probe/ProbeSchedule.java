package io.agentplane.registry.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * When the agents of which shard are probed: each shard has a moment of its own in the interval, the same on all replicas, so
 * that the probes are spread and a shard that changes hands is not probed twice in a row.
 */
final class ProbeSchedule {

    private static final int SHARDS = 64;
    private static final Duration MIN_TICK = Duration.ofMillis(10);

    private final Duration interval;
    private final Map<Integer, Long> lastRounds = new HashMap<>();

    ProbeSchedule(Duration interval) {
        this.interval = interval;
    }

    /** How often to look what is due. */
    static Duration tick(Duration interval) {
        Duration tick = interval.dividedBy(SHARDS);
        return tick.compareTo(MIN_TICK) < 0 ? MIN_TICK : tick;
    }

    /** The shards whose moment has come since they were asked for last; a new one waits for its next moment. */
    Set<Integer> due(Set<Integer> held, Instant now) {
        lastRounds.keySet().retainAll(held);
        Set<Integer> due = new HashSet<>();
        for (int shard : held) {
            long round = round(shard, now);
            Long last = lastRounds.put(shard, round);
            if (last != null && round > last) {
                due.add(shard);
            }
        }
        return due;
    }

    private long round(int shard, Instant now) {
        long moment = interval.toMillis() * shard / SHARDS;
        return Math.floorDiv(now.toEpochMilli() - moment, interval.toMillis());
    }
}
