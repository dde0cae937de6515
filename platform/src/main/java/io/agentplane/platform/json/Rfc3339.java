package io.agentplane.platform.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** The one form of times in requests: RFC 3339, section 5.6, with four digits for the year and a zone. */
public final class Rfc3339 {

    public static final String RULE = "must be a time in the form of RFC 3339, such as 2026-01-31T12:00:00Z";

    private static final Pattern FORM =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?(?:[Zz]|[+-]\\d{2}:\\d{2})");

    private Rfc3339() {}

    /**
     * As fine as the database keeps time.
     *
     * @throws DateTimeException when it has another form, or is no time
     *     of the years 1 to 9999, by UTC
     */
    public static Instant parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new DateTimeException(RULE);
        }
        Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw new DateTimeException(RULE);
        }
        return time;
    }
}
