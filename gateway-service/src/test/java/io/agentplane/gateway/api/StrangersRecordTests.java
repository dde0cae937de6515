package io.agentplane.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StrangersRecordTests {

    private Instant now = Instant.parse("2026-01-31T12:00:00Z");
    private final StrangersRecord strangers = new StrangersRecord(2, () -> now);

    @Test
    void takesSoManyAMinuteAndCountsTheRest() {
        assertThat(strangers.takes()).isTrue();
        assertThat(strangers.takes()).isTrue();
        assertThat(strangers.takes()).isFalse();
        assertThat(strangers.takes()).isFalse();
        assertThat(strangers.passedOver()).as("the minute is not over").isZero();

        now = now.plus(Duration.ofMinutes(1));

        assertThat(strangers.passedOver()).isEqualTo(2);
        assertThat(strangers.passedOver()).isZero();
        assertThat(strangers.takes()).isTrue();
    }
}
