package io.agentplane.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkFiguresTests {

    private final WorkFigures figures = new WorkFigures(4);

    @Test
    void claimsNothingBeforeTheFirstTask() {
        assertThat(figures.heartbeat()).isEqualTo(new AgentHeartbeat(0.0, null, null));
    }

    @Test
    void tellsTheShareThatRunsAndHowTheRestWent() {
        figures.started();
        figures.started();
        figures.started();
        figures.completed(Duration.ofSeconds(1));
        figures.failed(Duration.ofSeconds(2));

        assertThat(figures.heartbeat()).isEqualTo(new AgentHeartbeat(0.25, 0.5, Duration.ofMillis(1500)));
    }

    @Test
    void countsFromTheLastHeartbeatOn() {
        figures.started();
        figures.failed(Duration.ofSeconds(2));
        figures.heartbeat();
        figures.started();
        figures.completed(Duration.ofSeconds(1));

        assertThat(figures.heartbeat()).isEqualTo(new AgentHeartbeat(0.0, 0.0, Duration.ofSeconds(1)));
    }

    @Test
    void drawsNoConclusionsFromADroppedTask() {
        figures.started();
        figures.dropped();

        assertThat(figures.heartbeat()).isEqualTo(new AgentHeartbeat(0.0, null, null));
    }
}
