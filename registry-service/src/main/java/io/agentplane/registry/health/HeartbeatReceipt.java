package io.agentplane.registry.health;

import io.agentplane.registry.agent.AgentStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is told in return.
 *
 * @param status as the registry sees the agent; one that is not ACTIVE is given no work
 * @param nextHeartbeatWithin how soon the next heartbeat is asked for; the agent may miss one or two of them
 * @param configRevision the newest revision of the agent's own configuration; absent when none was heard of
 * @param defaultsRevision the same for the defaults of its namespace
 */
record HeartbeatReceipt(
        AgentStatus status,
        Duration nextHeartbeatWithin,
        @Nullable Long configRevision,
        @Nullable Long defaultsRevision) {}
