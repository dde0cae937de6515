package io.agentplane.policy.engine;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The one spelling of an id, by which policies, questions, records and filters mean the same agent or policy. An id is a UUID
 * as RFC 9562 writes it, or the name of an agent that no registry knows. Capitals make no other id. What somebody could read as
 * a UUID in another form is none, and neither is anything with characters beyond ASCII, some of which look alike or like nothing.
 */
public final class CanonicalId {

    public static final String RULE =
            "must be a UUID with its hyphens, or a name of 1 to 100 letters, digits, dots, underscores, colons or dashes";

    private static final String HEX = "[0-9A-Fa-f]";
    private static final String UUID = HEX + "{8}(?:-" + HEX + "{4}){3}-" + HEX + "{12}";
    private static final String CHARACTERS = "[A-Za-z0-9._:-]{1,100}";
    private static final String LIKE_A_UUID =
            "[Uu][Rr][Nn]:[Uu][Uu][Ii][Dd]:|" + HEX + "{32}$|(?:" + HEX + "+-){4}" + HEX + "+$";

    /** The rule as a pattern. */
    public static final String FORM = "^(?:" + UUID + "|(?!" + LIKE_A_UUID + ")" + CHARACTERS + ")$";

    private static final Pattern ID = Pattern.compile(FORM);
    private static final Pattern PART = Pattern.compile(CHARACTERS);
    private static final Pattern IN_TEXT = Pattern.compile(UUID);

    /** The end or the beginning of a text that could be a piece of a UUID. */
    private static final Pattern CUT =
            Pattern.compile("\\p{XDigit}{8}-[\\p{XDigit}-]{0,27}$|^[\\p{XDigit}-]{0,23}-\\p{XDigit}{12}");

    private CanonicalId() {}

    /** Whether a text is an id, in whatever case. */
    public static boolean isOne(String text) {
        return ID.matcher(text).matches();
    }

    /** In small letters; what is no id stays as it is, and means none. */
    public static String of(String id) {
        return isPart(id) ? id.toLowerCase(Locale.ROOT) : id;
    }

    /** The same for all UUIDs in a path or another longer text. */
    public static String inPath(String path) {
        return IN_TEXT.matcher(path).replaceAll(id -> id.group().toLowerCase(Locale.ROOT));
    }

    /** Whether a piece of a path is cut off in a UUID and has capitals there, which no request has. */
    public static boolean isCutInCapitals(String piece) {
        return CUT.matcher(inPath(piece)).results().anyMatch(cut -> !cut.group().equals(of(cut.group())));
    }

    /** Whether an id can have it in it, in whatever case. */
    static boolean isPart(String text) {
        return PART.matcher(text).matches();
    }
}
