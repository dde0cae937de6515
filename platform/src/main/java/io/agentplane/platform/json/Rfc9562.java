package io.agentplane.platform.json;

import java.util.UUID;

/** The one form of ids in requests: RFC 9562, section 4. Capitals are the same id; an id without its leading zeros is none. */
public final class Rfc9562 {

    public static final String RULE = "must be a UUID";

    private static final int LENGTH = 36;

    private Rfc9562() {}

    /**
     * Reads an id.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static UUID parse(String text) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException(RULE);
        }
        return UUID.fromString(text);
    }
}
