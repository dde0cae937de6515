package io.agentplane.registry.agent;

import io.agentplane.registry.work.ConsumerView;
import java.util.List;

/**
 * What somebody should know before an agent's life is ended.
 *
 * @param possible false while the agent has to be deactivated first, or is gone already
 * @param openTasks how many tasks the agent still has
 * @param consumers who used it in the last seven days, the latest first; at most 50
 */
record DecommissionPreview(AgentStatus status, boolean possible, int openTasks, List<ConsumerView> consumers) {}
