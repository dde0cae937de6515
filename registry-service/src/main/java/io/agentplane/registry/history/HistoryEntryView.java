package io.agentplane.registry.history;

import io.agentplane.registry.agent.AgentView;
import java.time.Instant;

/**
 * One thing that happened to an agent.
 *
 * @param number grows with time, with gaps
 * @param type the event's type, such as {@code agent-activated} or {@code agent-degraded}
 * @param at when it happened
 * @param actor the principal who did it, or {@code agentplane} where the registry did it by itself
 * @param agent the agent after it, without its signs of life
 */
record HistoryEntryView(long number, String type, Instant at, String actor, AgentView agent) {}
