package io.agentplane.registry.history;

import io.agentplane.registry.agent.AgentView;

/**
 * A change of an agent, as it is streamed.
 *
 * @param type the event's type, such as {@code agent-activated} or {@code agent-degraded}
 * @param agent the agent after the change, without its signs of life
 */
record AgentChangeView(String type, AgentView agent) {}
