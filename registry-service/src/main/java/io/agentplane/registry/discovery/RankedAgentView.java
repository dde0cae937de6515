package io.agentplane.registry.discovery;

import io.agentplane.registry.agent.AgentView;
import io.agentplane.registry.discovery.RankingStrategy.RankingTerms;
import java.util.List;

/**
 * An agent and how well it suits the job.
 *
 * @param score the sum of the terms
 * @param explanation how each term came about
 */
record RankedAgentView(AgentView agent, double score, RankingTerms terms, List<String> explanation) {}
