package io.agentplane.registry.resource;

import java.util.UUID;

/**
 * How an agent stands with a pool.
 *
 * @param agentId the agent's id
 * @param contributed what it contributes
 * @param lent how much of its contribution is allocated, to any agent
 * @param used what is allocated to it, from any contribution
 * @param withdrawing whether the agent has gone out of work, so that its contribution goes as soon as nobody uses it
 */
record AccountView(UUID agentId, Capacity contributed, Capacity lent, Capacity used, boolean withdrawing) {}
