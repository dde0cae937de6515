package io.agentplane.registry.resource;

import java.util.UUID;

/**
 * How an agent stands with a pool.
 *
 * @param contributed what it puts in
 * @param lent how much of its contribution is allocated, to whomever
 * @param used what is allocated to it, of whose contribution ever
 * @param withdrawing the agent has left, and the contribution goes as soon as it is unused
 */
record AccountView(UUID agentId, Capacity contributed, Capacity lent, Capacity used, boolean withdrawing) {}
