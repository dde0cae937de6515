package io.agentplane.policy.engine;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The one spelling of an id, by which policies, questions, records and filters mean the same agent or policy. An id that is
 * no UUID, such as that of an agent that no registry knows, is spelled in one way only.
 */
public final class CanonicalId {

    private static final Pattern IN_TEXT = Pattern.compile("\\b\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b");

    /** The whole first part of a UUID, or a digit first: short letters may begin an id that is none. */
    private static final Pattern BEGINNING = Pattern.compile("[0-9][\\p{XDigit}-]*|\\p{XDigit}{8}-[\\p{XDigit}-]*");

    private CanonicalId() {}

    public static String of(String id) {
        try {
            return UUID.fromString(id.strip()).toString();
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
