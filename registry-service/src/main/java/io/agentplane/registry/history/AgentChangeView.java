package io.agentplane.registry.history;

import io.agentplane.registry.agent.AgentView;

/**
 * What a watcher is told of a change.
 *
 * @param type such as {@code agent-degraded}
 * @param agent the agent after it
 */
record AgentChangeView(String type, AgentView agent) {}
