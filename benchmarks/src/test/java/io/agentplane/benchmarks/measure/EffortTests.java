package io.agentplane.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffortTests {

    @Test
    void figuresAreTakenWithAllThatAScenarioAsksFor() {
        assertThat(Effort.FULL.time(Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(20));
        assertThat(Effort.FULL.flags(List.of("-Xmx1g"))).containsExactly("-Xmx1g");
        assertThat(Effort.FULL.repeats(3)).isEqualTo(3);
        assertThat(Effort.FULL.count(100_000, 10)).isEqualTo(100_000);
    }

    @Test
    void aBriefRunTakesMoments() {
        assertThat(Effort.BRIEF.time(Duration.ofSeconds(20))).isEqualTo(Duration.ofMillis(500));
        assertThat(Effort.BRIEF.flags(List.of("-Xmx1g"))).containsExactly("-Xmx1g", "-XX:TieredStopAtLevel=1");
        assertThat(Effort.BRIEF.repeats(3)).isEqualTo(1);
        assertThat(Effort.BRIEF.count(100_000, 10)).isEqualTo(2_000);
        assertThat(Effort.BRIEF.count(100, 10)).isEqualTo(10);
    }
}
