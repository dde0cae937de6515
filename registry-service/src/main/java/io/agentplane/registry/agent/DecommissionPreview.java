package io.agentplane.registry.agent;

import io.agentplane.registry.work.ConsumerView;
import java.util.List;

/**
 * What somebody should know before an agent's life is ended.
 *
 * @param status where the agent stands in its life
 * @param possible whether the agent can be decommissioned now; {@code false} while it has to be deactivated first, or
 *     when it is gone already
 * @param openTasks how many tasks the agent still has
 * @param consumers who had work done by it in the last seven days, the latest first; at most 50
 */
record DecommissionPreview(AgentStatus status, boolean possible, int openTasks, List<ConsumerView> consumers) {}
