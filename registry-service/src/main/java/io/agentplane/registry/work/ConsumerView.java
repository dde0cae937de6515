package io.agentplane.registry.work;

import java.time.Instant;

/**
 * Someone who has work done by an agent.
 *
 * @param principal the name of the principal that submitted tasks
 * @param tasks how many of them the agent has, or had
 * @param lastUsedAt when one of them was changed last
 */
public record ConsumerView(String principal, long tasks, Instant lastUsedAt) {}
