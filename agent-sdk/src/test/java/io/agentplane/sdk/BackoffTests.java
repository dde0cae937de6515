package io.agentplane.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTests {

    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    @ParameterizedTest
    @CsvSource({"1, 50, 100", "2, 100, 200", "3, 200, 400", "4, 400, 800", "5, 500, 1000", "1000000, 500, 1000"})
    void staysBetweenHalfAndAllOfTheDoubledDelay(int failures, long least, long most) {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(backoff.delay(failures, random)).isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
        }
    }

    @Test
    void spreadsTheFleet() {
        Random random = new Random(1);
        assertThat(backoff.delay(3, random)).isNotEqualTo(backoff.delay(3, random));
    }

    @Test
    void refusesALimitBelowTheFirstDelay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)));
    }
}
