package io.agentplane.registry.history;

import io.agentplane.registry.agent.AgentView;
import java.time.Instant;

/**
 * One thing that happened to an agent.
 *
 * @param number grows with time
 * @param type as in the event that others were sent, such as {@code agent-degraded}
 * @param actor the principal who did it, or {@code agentplane} when the registry did by itself
 * @param agent the agent after it
 */
record HistoryEntryView(long number, String type, Instant at, String actor, AgentView agent) {}
