package io.agentplane.registry.health;

import io.agentplane.registry.agent.AgentStatus;
import io.agentplane.registry.agent.AgentView;
import io.agentplane.registry.agent.AgentView.InstanceView;
import io.agentplane.registry.agent.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a heartbeat has to know of its agent.
 *
 * @param endpoint of the first instance
 * @param instances by their endpoints
 */
record KnownAgent(
        AgentStatus status,
        @Nullable Duration degradedAfter,
        @Nullable Endpoint endpoint,
        Map<Endpoint, UUID> instances,
        @Nullable Long configRevision) {

    static KnownAgent of(AgentView agent, @Nullable Long configRevision) {
        return new KnownAgent(
                agent.status(),
                agent.degradedAfter(),
                agent.endpoint() == null ? null : new Endpoint(agent.endpoint()),
                agent.instances().stream()
                        .collect(Collectors.toMap(instance -> new Endpoint(instance.endpoint()), InstanceView::id)),
                configRevision);
    }

    /** Whether nothing new comes with an endpoint; none stands for the first. */
    boolean knows(@Nullable String named) {
        Endpoint asked = named == null ? endpoint : new Endpoint(named);
        return asked == null || instances.containsKey(asked);
    }

    /** A third of the time that the agent may stay silent, so that one lost heartbeat does no harm; or the usual. */
    Duration nextHeartbeatWithin(HealthSettings settings) {
        Duration silence = degradedAfter == null ? settings.degradedAfter() : degradedAfter;
        Duration third = silence.dividedBy(3);
        return third.compareTo(settings.heartbeatInterval()) < 0 ? third : settings.heartbeatInterval();
    }
}
