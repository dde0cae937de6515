package io.agentplane.registry.discovery;

import io.agentplane.registry.agent.AgentView;
import io.agentplane.registry.discovery.RankingStrategy.RankingTerms;
import java.util.List;

/**
 * An agent and how well it suits a job.
 *
 * @param agent the agent
 * @param score how well it suits: the sum of the terms, higher is better
 * @param terms what the score is made of
 * @param explanation a sentence on each term, with the numbers that it comes from
 */
record RankedAgentView(AgentView agent, double score, RankingTerms terms, List<String> explanation) {}
