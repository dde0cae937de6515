package io.agentplane.policy.engine;

import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one spelling of an id, by which policies, questions, records and filters mean the same agent or policy. An id that is
 * no UUID, such as that of an agent that no registry knows, is spelled in one way only.
 */
public final class CanonicalId {

    private static final Pattern IN_TEXT = Pattern.compile("\\b\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b");

    /** The whole first part of a UUID, or a digit first: short letters may begin an id that is none. */
    private static final Pattern BEGINNING = Pattern.compile("[0-9][\\p{XDigit}-]*|\\p{XDigit}{8}-[\\p{XDigit}-]*");

    /** Without hyphens, in braces or as a URN: other texts for the same UUID. */
    private static final Pattern OTHER_FORM =
            Pattern.compile("(?i)(?:urn:uuid:)?\\{?(\\p{XDigit}{8})-?(\\p{XDigit}{4})-?"
                    + "(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{12})}?");

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Z}]");

    private CanonicalId() {}

    public static String of(String id) {
        String text =
                UNSEEN.matcher(Normalizer.normalize(id, Normalizer.Form.NFKC)).replaceAll("");
        Matcher other = OTHER_FORM.matcher(text);
        if (other.matches()) {
            return other.replaceAll("$1-$2-$3-$4-$5").toLowerCase(Locale.ROOT);
        }
        try {
            return UUID.fromString(text).toString();
        } catch (IllegalArgumentException noUuid) {
            return id;
        }
    }

    /** The same for all ids in a path. */
    public static String inPath(String path) {
        return IN_TEXT.matcher(path).replaceAll(id -> id.group().toLowerCase(Locale.ROOT));
    }

    /** The same for what ids begin with. */
    static String beginning(String prefix) {
        return BEGINNING.matcher(prefix).matches() ? prefix.toLowerCase(Locale.ROOT) : prefix;
    }
}
