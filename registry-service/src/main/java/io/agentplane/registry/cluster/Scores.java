package io.agentplane.registry.cluster;

import java.util.Map;

/**
 * Why an agent was elected: each part from 0 to 1, and their weighted sum.
 *
 * @param total 0.3 × experience + 0.3 × reliability + 0.2 × resources + 0.2 × availability
 * @param experience how long the agent has been registered and how many tasks it has completed
 * @param reliability the completed share of its tasks that came to an end; 0.5 before the first
 * @param resources the free share of its concurrency
 * @param availability how long it has been active without a break
 * @param explained a sentence on each part, by the part's name
 */
public record Scores(
        double total,
        double experience,
        double reliability,
        double resources,
        double availability,
        Map<String, String> explained) {}
