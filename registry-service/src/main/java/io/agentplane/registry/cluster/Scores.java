package io.agentplane.registry.cluster;

import java.util.Map;

/**
 * Why an agent was elected: each term from 0 to 1, and their weighted sum.
 *
 * @param explained a sentence on each term
 */
public record Scores(
        double total,
        double experience,
        double reliability,
        double resources,
        double availability,
        Map<String, String> explained) {}
