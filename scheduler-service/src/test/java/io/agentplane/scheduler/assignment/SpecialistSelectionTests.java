package io.agentplane.scheduler.assignment;

import static io.agentplane.scheduler.assignment.Candidates.idleSince;
import static io.agentplane.scheduler.assignment.Candidates.named;
import static io.agentplane.scheduler.assignment.Candidates.need;
import static io.agentplane.scheduler.assignment.Candidates.specialized;
import static io.agentplane.scheduler.assignment.Candidates.working;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpecialistSelectionTests {

    @Test
    void addsUpSpecializationLoadAndPerformance() {
        Candidate specialist = working(specialized(named("a"), "review"), 2, 0.75);

        Score score = SpecialistSelection.score(need("review", null, "code"), specialist);

        // 50 - 10 * 2 + 20 * 0.75
        assertThat(score.score()).isEqualTo(45);
        assertThat(score.terms()).isEqualTo(new Score.Terms(50, -20, 15));
    }

    @Test
    void givesNothingForASpecializationThatNobodyAskedFor() {
        Candidate specialist = specialized(named("a"), "review");

        assertThat(SpecialistSelection.score(need(null, null), specialist).score())
                .isEqualTo(20);
        assertThat(SpecialistSelection.score(need("research", null), specialist).score())
                .isEqualTo(20);
    }

    @Test
    void prefersTheSpecialistUntilItIsFiveTasksAhead() {
        // 50 - 10 * 4 + 20 = 30 beats 20; 50 - 10 * 5 + 20 = 20 is a draw, which the lesser load wins.
        Candidate generalist = named("generalist");
        Candidate specialist = specialized(named("specialist"), "review");

        assertThat(best(need("review", null), generalist, working(specialist, 4, 1)))
                .isEqualTo("specialist");
        assertThat(best(need("review", null), generalist, working(specialist, 5, 1)))
                .isEqualTo("generalist");
    }

    @Test
    void takesTheLongestIdleAmongEquals() {
        assertThat(best(need(null, null), idleSince(named("lately"), 20), idleSince(named("long ago"), 10)))
                .isEqualTo("long ago");
    }

    private static String best(Need need, Candidate... candidates) {
        return SpecialistSelection.rank(need, List.of(candidates))
                .getFirst()
                .candidate()
                .name();
    }
}
