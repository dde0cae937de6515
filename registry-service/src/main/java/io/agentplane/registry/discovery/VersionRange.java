package io.agentplane.registry.discovery;

import java.util.regex.Pattern;
import org.semver4j.Semver;
import org.semver4j.SemverException;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/**
 * A range of versions in npm's notation, such as {@code ^1.2}, {@code >=1.2 <2} or {@code 1.x || 2.0.1}. Versions count as
 * SemVer, and shorter ones as filled up with zeros; what can't be read so lies in no range.
 */
final class VersionRange {

    private final RangeList range;

    /** By itself or in an alternative; a release may well be called 1.0.0-latest. */
    private static final Pattern LATEST = Pattern.compile("(?i)(?:^|[\\s<>=^~|])latest(?:$|[\\s|.])");

    private VersionRange(RangeList range) {
        this.range = range;
    }

    /** Refuses with an {@link IllegalArgumentException} what is no range. */
    static VersionRange parse(String text) {
        // The library takes these for any version.
        if (text.isBlank() || LATEST.matcher(text).find()) {
            throw new IllegalArgumentException("no range");
        }
        try {
            RangeList range = RangeListFactory.create(text);
            if (range.get().isEmpty()) {
                throw new IllegalArgumentException("no range");
            }
            return new VersionRange(range);
        } catch (SemverException | IndexOutOfBoundsException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    boolean contains(String version) {
        Semver exact = Semver.parse(version);
        Semver read = exact == null ? Semver.coerce(version) : exact;
        return read != null && read.satisfies(range);
    }
}
