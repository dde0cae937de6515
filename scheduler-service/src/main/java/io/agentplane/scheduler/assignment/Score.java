package io.agentplane.scheduler.assignment;

import java.util.UUID;

/**
 * How well an agent suits a task.
 *
 * @param score the sum of the terms; the highest gets the task
 */
record Score(UUID agentId, String agentName, double score, Terms terms) {

    static Score of(Candidate candidate, Terms terms) {
        return new Score(
                candidate.id(), candidate.name(), terms.specialization() + terms.load() + terms.performance(), terms);
    }

    record Terms(double specialization, double load, double performance) {}
}
