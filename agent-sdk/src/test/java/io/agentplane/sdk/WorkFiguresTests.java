package io.agentplane.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkFiguresTests {

    private final WorkFigures figures = new WorkFigures();

    @Test
    void claimsNothingBeforeTheFirstTask() {
        assertThat(figures.heartbeat()).isEqualTo(new AgentHeartbeat(0.0, null, null));
    }

    @Test
    void averagesSevenPartsOldAndThreePartsNew() {
        figures.started();
        figures.started();
        figures.started();
        figures.finished(false, Duration.ofSeconds(1));
        figures.finished(true, Duration.ofSeconds(2));

        AgentHeartbeat heartbeat = figures.heartbeat();

        assertThat(heartbeat.load()).isEqualTo(1.0);
        assertThat(heartbeat.errorRate()).isEqualTo(0.3, within(1e-9));
        assertThat(heartbeat.responseTime()).isEqualTo(Duration.ofMillis(1300));
    }

    @Test
    void drawsNoConclusionsFromADroppedTask() {
        figures.started();
        figures.dropped();

        assertThat(figures.heartbeat()).isEqualTo(new AgentHeartbeat(0.0, null, null));
    }
}
