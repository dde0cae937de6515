package io.agentplane.scheduler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FiguresTests {

    private static final UUID AGENT = UUID.randomUUID();
    private static final Figures NONE = new Figures(0, 0, 0, null);

    @Test
    void knowsNothingOfAnAgentThatHasFinishedNothing() {
        Figures claimed = NONE.after(WorkOutcome.claimed(AGENT, 3));

        assertThat(claimed.claimed()).isEqualTo(3);
        assertThat(claimed.successRate()).isNull();
        assertThat(claimed.averageResponseTime()).isNull();
    }

    @Test
    void weighsTheNewResponseTimeByThreeTenths() {
        Figures figures = NONE.after(WorkOutcome.completed(AGENT, Duration.ofSeconds(10)))
                .after(WorkOutcome.completed(AGENT, Duration.ofSeconds(20)));

        // 0.7 * 10 s + 0.3 * 20 s
        assertThat(figures.averageResponseTime()).isEqualTo(Duration.ofSeconds(13));
    }

    @Test
    void countsFailuresAgainstTheSuccessRateAndNotForTheResponseTime() {
        Figures figures = NONE.after(WorkOutcome.completed(AGENT, Duration.ofSeconds(10)))
                .after(WorkOutcome.failed(AGENT))
                .after(WorkOutcome.failed(AGENT))
                .after(WorkOutcome.completed(AGENT, Duration.ofSeconds(10)));

        assertThat(figures.successRate()).isEqualTo(0.5);
        assertThat(figures.averageResponseTime()).isEqualTo(Duration.ofSeconds(10));
    }
}
