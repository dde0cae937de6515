package io.agentplane.registry.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeScheduleTests {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Set<Integer> ALL = IntStream.range(0, 64).boxed().collect(Collectors.toSet());

    @Test
    void probesEachShardOnceInAnIntervalAndNeverAllAtOnce() {
        var schedule = new ProbeSchedule(INTERVAL);
        List<Integer> probed = new ArrayList<>();
        int most = 0;

        assertThat(schedule.due(ALL, START)).isEmpty();
        for (int tick = 1; tick <= 100; tick++) {
            Set<Integer> due = schedule.due(ALL, START.plusMillis(tick * 100L));
            probed.addAll(due);
            most = Math.max(most, due.size());
        }

        Collections.sort(probed);
        assertThat(probed).isEqualTo(ALL.stream().sorted().toList());
        assertThat(most).isEqualTo(1);
    }

    @Test
    void catchesUpOnceAfterALongPause() {
        var schedule = new ProbeSchedule(INTERVAL);
        schedule.due(ALL, START);

        assertThat(schedule.due(ALL, START.plusSeconds(3600))).isEqualTo(ALL);
        assertThat(schedule.due(ALL, START.plusSeconds(3600))).isEmpty();
    }

    @Test
    void keepsTheMomentOfAShardThatChangesHands() {
        var former = new ProbeSchedule(INTERVAL);
        var next = new ProbeSchedule(INTERVAL);
        Set<Integer> shard = Set.of(32);
        former.due(shard, START);
        assertThat(former.due(shard, START.plusMillis(5_000))).isEqualTo(shard);

        assertThat(next.due(shard, START.plusMillis(5_100))).isEmpty();
        assertThat(next.due(shard, START.plusMillis(14_999))).isEmpty();
        assertThat(next.due(shard, START.plusMillis(15_000))).isEqualTo(shard);
    }

    @Test
    void forgetsAShardThatWasLostInBetween() {
        var schedule = new ProbeSchedule(INTERVAL);
        Set<Integer> shard = Set.of(0);
        schedule.due(shard, START);
        schedule.due(Set.of(), START.plusSeconds(5));

        assertThat(schedule.due(shard, START.plusSeconds(12))).isEmpty();
        assertThat(schedule.due(shard, START.plusSeconds(21))).isEqualTo(shard);
    }
}
