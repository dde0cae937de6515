package io.agentplane.registry.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every figure here is computed by hand from the formula of REG-8. */
class LeaderElectionTests {

    private static final Offset<Double> EXACTLY = within(1e-9);
    private static final UUID FIRST = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID SECOND = UUID.fromString("01900000-0000-7000-8000-000000000002");
    private static final UUID HIGHEST = UUID.fromString("f1900000-0000-4000-8000-000000000000");

    @Test
    void addsUpTheFourWeightedTerms() {
        Scores scores =
                LeaderElection.scores(new Candidate(FIRST, Duration.ofDays(30), 300, 100, 0.25, Duration.ofDays(1)));

        assertThat(scores.experience()).isCloseTo((0.6321205588285577 + 0.75) / 2, EXACTLY);
        assertThat(scores.reliability()).isCloseTo(0.75, EXACTLY);
        assertThat(scores.resources()).isCloseTo(0.75, EXACTLY);
        assertThat(scores.availability()).isCloseTo(0.6321205588285577, EXACTLY);
        // 0.3 x 0.691060... + 0.3 x 0.75 + 0.2 x 0.75 + 0.2 x 0.632120...
        assertThat(scores.total()).isCloseTo(0.7087421955899951, EXACTLY);
        assertThat(scores.explained())
                .containsEntry("reliability", "weight 0.3; 300 of 400 ended tasks were completed")
                .containsEntry("resources", "weight 0.2; load 0.250")
                .containsEntry("availability", "weight 0.2; active for 1.000 days")
                .containsEntry(
                        "experience",
                        "weight 0.3; mean of 0.632 for an age of 30.0 days and 0.750 for 300 completed tasks");
    }

    @ParameterizedTest
    @CsvSource({
        // age, completed, failed, load, active for -> experience, reliability, resources, availability, total
        "PT0S,    0,   0, 0,   PT0S,  0,                  0.5, 1,   0,                  0.35",
        "PT0S,    100, 0, 0.5, PT0S,  0.25,               1,   0.5, 0,                  0.475",
        "PT0S,    0,   3, 2.5, PT48H, 0,                  0,   0,   0.8646647167633873, 0.17293294335267746",
        "PT1440H, 0,   0, 1,   PT0S,  0.4323323583816936, 0.5, 0,   0,                  0.2796997075145081",
        "PT-1H,   0,   0, 0,   PT-1H, 0,                  0.5, 1,   0,                  0.35",
    })
    void boundsEveryTerm(
            Duration age,
            long completed,
            long failed,
            double load,
            Duration activeFor,
            double experience,
            double reliability,
            double resources,
            double availability,
            double total) {
        Scores scores = LeaderElection.scores(new Candidate(FIRST, age, completed, failed, load, activeFor));

        assertThat(scores.experience()).isCloseTo(experience, EXACTLY);
        assertThat(scores.reliability()).isCloseTo(reliability, EXACTLY);
        assertThat(scores.resources()).isCloseTo(resources, EXACTLY);
        assertThat(scores.availability()).isCloseTo(availability, EXACTLY);
        assertThat(scores.total()).isCloseTo(total, EXACTLY);
    }

    @Test
    void electsTheHighestScore() {
        assertThat(elected(null, idle(FIRST, 0.9), idle(SECOND, 0.1))).isEqualTo(SECOND);
    }

    @Test
    void prefersTheLowestIdAmongEquals() {
        assertThat(elected(null, idle(HIGHEST, 0), idle(SECOND, 0), idle(FIRST, 0)))
                .isEqualTo(FIRST);
        assertThat(elected(null, idle(HIGHEST, 0), idle(SECOND, 0))).isEqualTo(SECOND);
    }

    @Test
    void electsWhoFailedOnlyWhenThereIsNobodyElse() {
        assertThat(elected(SECOND, idle(FIRST, 0.9), idle(SECOND, 0.1))).isEqualTo(FIRST);
        assertThat(elected(SECOND, idle(SECOND, 0.1))).isEqualTo(SECOND);
    }

    @Test
    void electsNobodyWhenNobodyStands() {
        assertThat(LeaderElection.elect(List.of(), FIRST)).isEmpty();
    }

    private static UUID elected(UUID failed, Candidate... candidates) {
        return LeaderElection.elect(List.of(candidates), failed).orElseThrow().agentId();
    }

    private static Candidate idle(UUID id, double load) {
        return new Candidate(id, Duration.ofDays(1), 0, 0, load, Duration.ofDays(1));
    }
}
