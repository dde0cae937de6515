package io.agentplane.scheduler.assignment;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Agents and needs to choose from. */
final class Candidates {

    static final String NAMESPACE = "n";

    private Candidates() {}

    /** With the capability {@code code}, room for four, and nothing finished yet. */
    static Candidate named(String name) {
        return new Candidate(UUID.randomUUID(), name, NAMESPACE, null, Set.of("code"), 4, 0, 1, 0);
    }

    static Candidate specialized(Candidate from, String specialization) {
        return new Candidate(
                from.id(),
                from.name(),
                from.namespace(),
                specialization,
                from.capabilities(),
                from.maxConcurrency(),
                from.load(),
                from.performance(),
                from.idleSince());
    }

    static Candidate working(Candidate from, int load, double performance) {
        return new Candidate(
                from.id(),
                from.name(),
                from.namespace(),
                from.specialization(),
                from.capabilities(),
                from.maxConcurrency(),
                load,
                performance,
                from.idleSince());
    }

    static Candidate idleSince(Candidate from, long assignment) {
        return new Candidate(
                from.id(),
                from.name(),
                from.namespace(),
                from.specialization(),
                from.capabilities(),
                from.maxConcurrency(),
                from.load(),
                from.performance(),
                assignment);
    }

    static Need need(String specialization, UUID lostBy, String... capabilities) {
        return new Need(UUID.randomUUID(), NAMESPACE, specialization, List.of(capabilities), lostBy, List.of());
    }
}
