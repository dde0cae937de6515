package io.agentplane.scheduler.assignment;

import static io.agentplane.scheduler.assignment.Candidates.named;
import static io.agentplane.scheduler.assignment.Candidates.need;
import static io.agentplane.scheduler.assignment.Candidates.working;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.scheduler.assignment.AssignmentRound.Assignment;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AssignmentRoundTests {

    private final Candidate ann = named("ann");
    private final Candidate bob = named("bob");

    @Test
    void spreadsEqualTasksOverEqualAgents() {
        List<Assignment> made = assign(List.of(ann, bob), tasks(4));

        assertThat(made).extracting(Assignment::agentId).containsOnly(ann.id(), bob.id());
        assertThat(made)
                .filteredOn(assignment -> assignment.agentId().equals(ann.id()))
                .hasSize(2);
    }

    @Test
    void stopsWhereThereIsNoRoom() {
        assertThat(assign(List.of(working(ann, 3, 1)), tasks(5))).hasSize(1);
    }

    @Test
    void leavesWhatNobodyCanDoAndGoesOnBehindIt() {
        Need impossible = need(null, null, "code", "cook");
        Need possible = need(null, null, "code");

        assertThat(assign(List.of(ann), List.of(impossible, possible)))
                .extracting(Assignment::taskId)
                .containsExactly(possible.taskId());
    }

    @Test
    void givesNothingToAgentsOfOtherNamespaces() {
        Need foreign = new Need(UUID.randomUUID(), "elsewhere", null, List.of("code"), null, List.of());

        assertThat(assign(List.of(ann), List.of(foreign))).isEmpty();
    }

    @Test
    void avoidsTheAgentThatLostTheTaskWhileAnotherHasRoom() {
        Need lost = need(null, ann.id(), "code");

        assertThat(assign(List.of(ann, working(bob, 3, 0)), List.of(lost))
                        .getFirst()
                        .agentId())
                .isEqualTo(bob.id());
        assertThat(assign(List.of(ann, working(bob, 4, 0)), List.of(lost))
                        .getFirst()
                        .agentId())
                .isEqualTo(ann.id());
    }

    @Test
    void prefersWhoCanDoTheSameAsTheAgentThatHasLeft() {
        Candidate like = working(named("like"), 3, 0);
        Candidate other = new Candidate(UUID.randomUUID(), "other", Candidates.NAMESPACE, null, Set.of(), 4, 0, 1, 0);
        Need handedOver =
                new Need(UUID.randomUUID(), Candidates.NAMESPACE, null, List.of(), UUID.randomUUID(), List.of("code"));

        assertThat(assign(List.of(other, like), List.of(handedOver)).getFirst().agentId())
                .isEqualTo(like.id());
        assertThat(assign(List.of(other, working(like, 4, 0)), List.of(handedOver))
                        .getFirst()
                        .agentId())
                .isEqualTo(other.id());
    }

    @Test
    void explainsTheChoiceByTheBestCandidates() {
        List<Candidate> fleet =
                Stream.generate(() -> named("one of many")).limit(12).toList();

        Assignment made = assign(fleet, tasks(1)).getFirst();

        assertThat(made.explanation().strategy()).isEqualTo("specialist");
        assertThat(made.explanation().considered()).isEqualTo(12);
        assertThat(made.explanation().candidates()).hasSize(10);
        assertThat(made.explanation().candidates().getFirst().agentId()).isEqualTo(made.agentId());
    }

    private static List<Assignment> assign(List<Candidate> candidates, List<Need> needs) {
        return new AssignmentRound(candidates).assign(needs);
    }

    private static List<Need> tasks(int count) {
        return Stream.generate(() -> need(null, null, "code")).limit(count).toList();
    }
}
