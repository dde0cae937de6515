package io.agentplane.platform.json;

import java.util.UUID;
import java.util.regex.Pattern;

/** The one form of ids in requests: RFC 9562, section 4. Capitals are the same id; an id without its leading zeros is none. */
public final class Rfc9562 {

    public static final String RULE = "must be a UUID";

    private static final Pattern FORM = Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Rfc9562() {}

    /**
     * Reads an id.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static UUID parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(RULE);
        }
        return UUID.fromString(text);
    }
}
