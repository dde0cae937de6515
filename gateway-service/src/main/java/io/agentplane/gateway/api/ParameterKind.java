package io.agentplane.gateway.api;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a parameter in a path may be. */
enum ParameterKind {
    ID("must be a UUID"),
    /** The id of the agent that acts by the call. */
    SELF("must be the UUID of an agent"),
    /** The id of the agent that the call is for. */
    OWN("must be the UUID of an agent"),
    NAME("must be 1 to 100 ASCII letters, digits, dots, underscores or dashes"),
    TEXT("must be a text");

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern NAME_FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final String rule;

    ParameterKind(String rule) {
        this.rule = rule;
    }

    static ParameterKind parse(String placeholder) {
        return valueOf(placeholder.toUpperCase(Locale.ROOT));
    }

    String rule() {
        return rule;
    }

    /** The value in its only spelling, or null when the segment is of another kind. */
    @Nullable
    String read(String segment) {
        return switch (this) {
            case ID, SELF, OWN ->
                UUID_FORM.matcher(segment).matches() ? UUID.fromString(segment).toString() : null;
            case NAME -> NAME_FORM.matcher(segment).matches() ? segment : null;
            case TEXT -> segment;
        };
    }
}
