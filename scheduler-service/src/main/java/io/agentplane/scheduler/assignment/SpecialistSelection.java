package io.agentplane.scheduler.assignment;

import java.util.Comparator;
import java.util.List;

/**
 * Strategy (a) of SCH-2: +50 for the specialization that the task asks for, -10 for each task the agent holds, +20 x its
 * success rate. Among equals the one with the least load is taken, then the one that was idle longest.
 */
final class SpecialistSelection {

    static final String NAME = "specialist";

    private static final double SPECIALIZATION = 50;
    private static final double LOAD = -10;
    private static final double PERFORMANCE = 20;

    private static final Comparator<Ranked> BEST_FIRST = Comparator.comparingDouble(
                    (Ranked ranked) -> ranked.score().score())
            .reversed()
            .thenComparingInt(ranked -> ranked.candidate().load())
            .thenComparingLong(ranked -> ranked.candidate().idleSince())
            .thenComparing(ranked -> ranked.candidate().id());

    private SpecialistSelection() {}

    /** The candidates in the order in which they suit the task. */
    static List<Ranked> rank(Need need, List<Candidate> candidates) {
        return candidates.stream()
                .map(candidate -> new Ranked(candidate, score(need, candidate)))
                .sorted(BEST_FIRST)
                .toList();
    }

    static Score score(Need need, Candidate candidate) {
        boolean specialist =
                need.specialization() != null && need.specialization().equals(candidate.specialization());
        // Adding zero makes a negative zero a plain one.
        return Score.of(
                candidate,
                new Score.Terms(
                        specialist ? SPECIALIZATION : 0,
                        LOAD * candidate.load() + 0.0,
                        PERFORMANCE * candidate.performance()));
    }

    record Ranked(Candidate candidate, Score score) {}
}
