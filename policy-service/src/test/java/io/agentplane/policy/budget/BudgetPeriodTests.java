package io.agentplane.policy.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetPeriodTests {

    @ParameterizedTest
    @CsvSource({
        "DAY,   2026-03-01T23:59:59.999Z, 2026-03-01T00:00:00Z",
        "DAY,   2026-03-02T00:00:00Z,     2026-03-02T00:00:00Z",
        "WEEK,  2026-03-01T12:00:00Z,     2026-02-23T00:00:00Z",
        "WEEK,  2026-03-02T00:00:00Z,     2026-03-02T00:00:00Z",
        "MONTH, 2026-02-28T23:00:00Z,     2026-02-01T00:00:00Z",
        "YEAR,  2028-02-29T00:00:00Z,     2028-01-01T00:00:00Z",
    })
    void beginsByTheCalendarOfUtc(BudgetPeriod period, Instant now, Instant start) {
        assertThat(period.startOf(now)).isEqualTo(start);
    }
}
