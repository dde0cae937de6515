package io.agentplane.registry.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent: what was said of it at its registration, where it stands in its life, and how it does.
 *
 * @param id the agent's id
 * @param name the agent's name, the same for all of its versions
 * @param version the version of the agent that this is
 * @param description what the agent does, for people; may be empty
 * @param owner who answers for the agent
 * @param role what the agent is there for
 * @param specialization the field that the agent knows best
 * @param capabilities what the agent can do
 * @param tools the names of the tools that the agent uses
 * @param model the name of the language model that the agent uses
 * @param endpoint the URL of the first instance; absent where the agent has no endpoint
 * @param instances the running copies of the agent, each with an endpoint of its own
 * @param protocols the names of the protocols that the agent speaks
 * @param maxConcurrency how many tasks the agent does at once
 * @param timeout how long one call of the agent takes at most, as an ISO 8601 duration such as {@code PT30S}
 * @param degradedAfter how long the agent may send no heartbeat before it is {@code DEGRADED}, as an ISO 8601 duration;
 *     absent where the registry's default holds
 * @param tags free pairs of a key and a value by which agents are found
 * @param resources what the agent has to work with; absent when that was not said
 * @param backupAgentId the agent that is activated when this one is degraded
 * @param status where the agent stands in its life
 * @param statusReason why it has this status; absent where there is nothing to say
 * @param degradedFor why the agent is {@code DEGRADED}, absent otherwise: {@code SILENCE} when its heartbeats stay
 *     away, which the next one ends; {@code UNREACHABLE} when none of its endpoints answers, which the first one that
 *     answers ends
 * @param statusSince since when it has this status
 * @param drainUntil present while the agent drains: it finishes its tasks, gets nothing new, and is deactivated then at
 *     the latest
 * @param registeredAt when it was registered
 * @param lastHeartbeatAt when its last heartbeat came; absent before the first, and in events, as a heartbeat is no
 *     change of the agent
 * @param errorRate the share of its work that failed, 0 to 1, as its last heartbeat said; it is shown and has no effect
 * @param responseTime the mean time of its answers, as an ISO 8601 duration, as its last heartbeat said; it is shown
 *     and has no effect
 * @param load the share of its concurrency that is in use as its heartbeats say, 0 to 1, and above 1 when it is
 *     overloaded
 * @param revision counts the changes of the agent, from 1; it is the agent's {@code ETag}. Heartbeats don't count
 */
public record AgentView(
        UUID id,
        String name,
        String version,
        String description,
        String owner,
        AgentRole role,
        @Nullable String specialization,
        List<String> capabilities,
        List<String> tools,
        @Nullable String model,
        @Nullable String endpoint,
        List<InstanceView> instances,
        List<String> protocols,
        int maxConcurrency,
        Duration timeout,
        @Nullable Duration degradedAfter,
        Map<String, String> tags,
        @Nullable Resources resources,
        @Nullable UUID backupAgentId,
        AgentStatus status,
        @Nullable String statusReason,
        @Nullable DegradationCause degradedFor,
        Instant statusSince,
        @Nullable Instant drainUntil,
        Instant registeredAt,
        @Nullable Instant lastHeartbeatAt,
        @Nullable Double errorRate,
        @Nullable Duration responseTime,
        double load,
        long revision) {

    /**
     * An instance of an agent: a running copy of it with an endpoint of its own.
     *
     * @param id the instance's id
     * @param endpoint the URL at which it is called
     * @param status {@code HEALTHY}, or {@code UNHEALTHY} when it has fallen silent or does not answer; it comes back
     *     by itself
     * @param statusReason why it is unhealthy
     * @param registeredAt when the agent got this instance
     * @param lastHeartbeatAt when its last heartbeat came; absent before the first, and in events
     * @param load the share of its concurrency that is in use, as its last heartbeat said
     */
    public record InstanceView(
            UUID id,
            String endpoint,
            InstanceStatus status,
            @Nullable String statusReason,
            Instant registeredAt,
            @Nullable Instant lastHeartbeatAt,
            double load) {}
}
