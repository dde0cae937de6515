package io.agentplane.registry.probe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.agentplane.registry.agent.InstanceStatus;
import io.agentplane.registry.probe.ProbeOutcome.Alive;
import io.agentplane.registry.probe.ProbeOutcome.Dead;
import io.agentplane.registry.probe.ProbeOutcome.Unprobed;
import io.agentplane.registry.shard.ShardLeases;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Probes the instances of this replica's shards in turn and counts their failures. */
@Component
class ProbeRounds {

    private final ShardLeases shards;
    private final ProbeQueries queries;
    private final EndpointProbes probes;
    private final ProbeVerdicts verdicts;
    private final ProbeSettings settings;
    private final Clock clock;
    private final ProbeSchedule schedule;
    private final Semaphore free;

    /** Failures that are further apart than that are not in a row. */
    private final Cache<UUID, Integer> failures;

    ProbeRounds(
            ShardLeases shards,
            ProbeQueries queries,
            EndpointProbes probes,
            ProbeVerdicts verdicts,
            ProbeSettings settings,
            Clock clock) {
        this.shards = shards;
        this.queries = queries;
        this.probes = probes;
        this.verdicts = verdicts;
        this.settings = settings;
        this.clock = clock;
        schedule = new ProbeSchedule(settings.interval());
        free = new Semaphore(settings.maxConcurrent());
        failures = Caffeine.newBuilder()
                .expireAfterWrite(settings.interval().multipliedBy(3).plus(settings.timeout()))
                .build();
    }

    /** Sends the probes that are due; waits only while as many as allowed are under way. */
    void probeDue() {
        Set<Integer> due = schedule.due(shards.held(), clock.instant());
        if (due.isEmpty()) {
            return;
        }
        for (ProbeTarget target : queries.targets(due)) {
            if (!await(target)) {
                return;
            }
            probes.probe(target.endpoint()).thenAccept(outcome -> {
                free.release();
                judge(target, outcome);
            });
        }
    }

    /** False when the shard was lost or this replica stops while it waits. */
    private boolean await(ProbeTarget target) {
        try {
            free.acquire();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
        boolean ours = shards.held().contains(target.shard());
        if (!ours) {
            free.release();
        }
        return ours;
    }

    private void judge(ProbeTarget target, ProbeOutcome outcome) {
        switch (outcome) {
            case Alive alive -> {
                failures.invalidate(target.instanceId());
                if (target.status() == InstanceStatus.UNHEALTHY && !target.isSilent()) {
                    verdicts.add(new ProbeVerdict(target, InstanceStatus.HEALTHY, null));
                }
            }
            case Dead dead -> {
                int inARow = failures.asMap().merge(target.instanceId(), 1, Integer::sum);
                if (inARow >= settings.failures() && target.status() == InstanceStatus.HEALTHY) {
                    verdicts.add(new ProbeVerdict(target, InstanceStatus.UNHEALTHY, dead.reason()));
                }
            }
            case Unprobed unprobed -> failures.invalidate(target.instanceId());
        }
    }
}
