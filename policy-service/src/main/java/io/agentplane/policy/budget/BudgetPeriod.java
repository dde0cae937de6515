package io.agentplane.policy.budget;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/** How long a limit counts, by the calendar of UTC; a week begins on Monday. */
public enum BudgetPeriod {
    DAY,
    WEEK,
    MONTH,
    YEAR;

    /** The beginning of the period that is running. */
    Instant startOf(Instant now) {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate first = switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case YEAR -> day.withDayOfYear(1);
        };
        return first.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
