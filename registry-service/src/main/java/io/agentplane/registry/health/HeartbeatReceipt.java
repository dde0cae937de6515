package io.agentplane.registry.health;

import io.agentplane.registry.agent.AgentStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a heartbeat.
 *
 * @param status where the agent stands in its life; one that is not {@code ACTIVE} is given no work
 * @param nextHeartbeatWithin how soon the next heartbeat should come, as an ISO 8601 duration; one or two may be missed
 * @param configRevision the newest revision of the agent's own configuration; read that again when it is new. Absent
 *     when none is known
 * @param defaultsRevision the same for the defaults of the agent's namespace
 */
record HeartbeatReceipt(
        AgentStatus status,
        Duration nextHeartbeatWithin,
        @Nullable Long configRevision,
        @Nullable Long defaultsRevision) {}
