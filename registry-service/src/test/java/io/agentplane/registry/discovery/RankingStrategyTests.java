package io.agentplane.registry.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agentplane.registry.discovery.RankingStrategy.Candidate;
import io.agentplane.registry.discovery.RankingStrategy.Job;
import io.agentplane.registry.discovery.RankingStrategy.Score;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formula of REG-3 on cases computed by hand. */
class RankingStrategyTests {

    private static final UUID ID = new UUID(0, 1);

    @ParameterizedTest
    @CsvSource(textBlock = """
                    # has    timeout  load  low latency   match  concurrency  latency
                    'a,b',   10,      0,    false,        0.5,   0.4,         0.01
                    'a,b',   10,      0,    true,         0.5,   0.2,         0.03
                    'a',     2,       0.25, false,        0.25,  0.3,         0.05
                    'a',     2,       0.25, true,         0.25,  0.15,        0.15
                    'c',     30,      1,    false,        0,     0,           0.00333333
                    'a,b,c', 1,       3,    true,         0.5,   0,           0.3
                    """)
    void addsCapabilityConcurrencyAndLatency(
            String has,
            int timeout,
            double load,
            boolean lowLatency,
            double match,
            double concurrency,
            double latency) {
        Score score = RankingStrategy.WEIGHTED.score(
                new Job(Set.of("a", "b"), lowLatency),
                new Candidate(ID, Set.of(has.split(",")), Duration.ofSeconds(timeout), load));

        assertThat(score.terms().capabilityMatch()).isCloseTo(match, within(1e-6));
        assertThat(score.terms().concurrency()).isCloseTo(concurrency, within(1e-6));
        assertThat(score.terms().latency()).isCloseTo(latency, within(1e-6));
        assertThat(score.total()).isCloseTo(match + concurrency + latency, within(1e-6));
    }

    @Test
    void countsEveryAgentAsFitForAJobWithoutRequirements() {
        Score score = RankingStrategy.WEIGHTED.score(
                new Job(Set.of(), false), new Candidate(ID, Set.of(), Duration.ofSeconds(1), 0.5));

        assertThat(score.total()).isCloseTo(0.5 + 0.2 + 0.1, within(1e-9));
    }

    @Test
    void explainsEachTerm() {
        Score score = RankingStrategy.WEIGHTED.score(
                new Job(Set.of("a", "b"), false), new Candidate(ID, Set.of("a"), Duration.ofSeconds(30), 0.25));

        assertThat(score.explanation())
                .containsExactly(
                        "capabilityMatch: 0.5 x 1 of 2 capabilities",
                        "concurrency: 0.4 x 0.750 of its concurrency is free",
                        "latency: 0.1 x 1 / timeout of 30.0 s");
    }
}
