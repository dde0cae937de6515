package io.agentplane.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartDelayTests {

    private final RestartDelay delay = new RestartDelay();

    @Test
    void doublesUpToHalfAMinute() {
        assertThat(Stream.generate(() -> delay.afterRunning(Duration.ZERO).toSeconds())
                        .limit(8))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void beginsAnewAfterAMinuteOfHealth() {
        delay.afterRunning(Duration.ZERO);
        delay.afterRunning(Duration.ofSeconds(59));

        assertThat(delay.afterRunning(Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(1));
    }
}
