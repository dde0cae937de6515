package io.agentplane.scheduler.assignment;

import java.util.UUID;

/**
 * How well an agent suits a task.
 *
 * @param agentId the agent
 * @param agentName the agent's name at that time
 * @param score the sum of the terms; the highest gets the task, and among equals the agent with the least tasks
 * @param terms what the score is made of
 */
record Score(UUID agentId, String agentName, double score, Terms terms) {

    static Score of(Candidate candidate, Terms terms) {
        return new Score(
                candidate.id(), candidate.name(), terms.specialization() + terms.load() + terms.performance(), terms);
    }

    /**
     * The parts of a score.
     *
     * @param specialization 50 for the specialization that the task asks for, otherwise 0
     * @param load -10 for each task that the agent has, claimed or not
     * @param performance 20 times the agent's success rate, which is 1 for one that has not finished anything yet
     */
    record Terms(double specialization, double load, double performance) {}
}
