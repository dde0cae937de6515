package io.agentplane.registry.health;

import io.agentplane.registry.agent.AgentStatus;
import java.time.Duration;

/**
 * What an agent is told in return.
 *
 * @param status as the registry sees the agent; one that is not ACTIVE is given no work
 * @param nextHeartbeatWithin how long the agent may stay silent
 */
record HeartbeatReceipt(AgentStatus status, Duration nextHeartbeatWithin) {}
