package io.agentplane.scheduler.assignment;

import io.agentplane.scheduler.assignment.SpecialistSelection.Ranked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Gives tasks to agents in memory, one after the other; each assignment changes the load that the next one sees. */
final class AssignmentRound {

    /** An explanation with a whole fleet in it explains nothing. */
    private static final int CANDIDATES_EXPLAINED = 10;

    private final Map<UUID, Candidate> candidates = new LinkedHashMap<>();
    private long assignments;

    AssignmentRound(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            this.candidates.put(candidate.id(), candidate);
            assignments = Math.max(assignments, candidate.idleSince());
        }
    }

    /** The assignments of those tasks that someone has room for, in the order of the tasks. */
    List<Assignment> assign(List<Need> needs) {
        List<Assignment> made = new ArrayList<>();
        for (Need need : needs) {
            assign(need).ifPresent(made::add);
        }
        return made;
    }

    private Optional<Assignment> assign(Need need) {
        List<Ranked> ranking = SpecialistSelection.rank(need, eligible(need));
        if (ranking.isEmpty()) {
            return Optional.empty();
        }
        Candidate best = ranking.getFirst().candidate();
        candidates.put(best.id(), best.withOneMore(++assignments));
        List<Score> scores =
                ranking.stream().limit(CANDIDATES_EXPLAINED).map(Ranked::score).toList();
        return Optional.of(new Assignment(
                need.taskId(), best.id(), new Explanation(SpecialistSelection.NAME, ranking.size(), scores)));
    }

    private List<Candidate> eligible(Need need) {
        List<Candidate> able = candidates.values().stream()
                .filter(candidate -> candidate.hasRoom() && candidate.isAbleTo(need))
                .toList();
        List<Candidate> others = able.stream()
                .filter(candidate -> !candidate.id().equals(need.lostBy()))
                .toList();
        List<Candidate> alike = others.stream()
                .filter(candidate -> candidate.capabilities().containsAll(need.preferred()))
                .toList();
        if (!alike.isEmpty()) {
            return alike;
        }
        return others.isEmpty() ? able : others;
    }

    record Assignment(UUID taskId, UUID agentId, Explanation explanation) {}

    /**
     * Why the agent was chosen.
     *
     * @param strategy how it was chosen: {@code specialist} is the highest score among all active agents that have the
     *     capabilities and room; {@code priority} means that the agent came for work and this task went before a less urgent one
     * @param considered how many agents could have taken the task
     * @param candidates the ten best of them at most, the chosen one first; empty with {@code priority}
     */
    record Explanation(String strategy, int considered, List<Score> candidates) {}
}
