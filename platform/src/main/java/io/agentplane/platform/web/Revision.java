package io.agentplane.platform.web;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The revision a caller has read, as given in {@code If-Match}. Zero stands for a resource that does not exist yet.
 *
 * @param number counts the changes of one resource, from 1
 */
public record Revision(long number) {

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]*");

    /** Reads an {@code If-Match} header; without one the change is refused, so that nobody overwrites unseen. */
    public static Revision ifMatch(@Nullable String header) {
        if (header == null) {
            throw PlatformProblem.REVISION_REQUIRED.because(
                    "Send If-Match with the ETag you have read, so that no change of another is overwritten");
        }
        String tag = header.strip();
        if (tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"")) {
            String number = tag.substring(1, tag.length() - 1);
            if (!NUMBER.matcher(number).matches()) {
                throw malformed();
            }
            try {
                return new Revision(Long.parseLong(number));
            } catch (NumberFormatException foreign) {
                throw malformed();
            }
        }
        throw malformed();
    }

    /** Refuses when the resource has moved on. */
    public void requireCurrent(long current) {
        if (number != current) {
            throw stale().with("currentRevision", current);
        }
    }

    /** The refusal of a change that someone else's has overtaken. */
    public static DomainException stale() {
        return PlatformProblem.REVISION_STALE.because(
                "The resource was changed by someone else meanwhile; read it again");
    }

    public static String eTag(long revision) {
        return "\"" + revision + "\"";
    }

    private static RuntimeException malformed() {
        return PlatformProblem.INVALID_REQUEST
                .because("Not valid: If-Match")
                .withErrors(List.of(new FieldFault("If-Match", "must be one strong ETag, as in \"3\"")));
    }
}
