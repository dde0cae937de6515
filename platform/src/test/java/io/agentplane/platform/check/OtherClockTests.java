package io.agentplane.platform.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class OtherClockTests {

    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");

    @Test
    void takesWhatIsWithinTheTolerance() throws Exception {
        assertThat(offsetBy(Duration.ofSeconds(30)).call()).isEmpty();
        assertThat(offsetBy(Duration.ofSeconds(-30)).call()).isEmpty();
    }

    @Test
    void saysWhichWayAndHowFar() throws Exception {
        assertThat(offsetBy(Duration.ofMinutes(10)).call())
                .hasValue(
                        "This machine's clock is 600 s behind that of the database, more than 30 s (agentplane.clock.tolerance); set the one that is wrong");
        assertThat(offsetBy(Duration.ofSeconds(-31)).call())
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("is 31 s ahead of that of"));
    }

    private static OtherClock offsetBy(Duration offset) {
        return new OtherClock("the database", () -> NOW.plus(offset), InstantSource.fixed(NOW), Duration.ofSeconds(30));
    }
}
