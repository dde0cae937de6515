package io.agentplane.platform.web;

import io.agentplane.platform.json.Rfc9562;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a list, opaque to callers so that the order behind it may change. */
public final class Cursor {

    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    private Cursor() {}

    public static String encode(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /** The position behind which to go on, or null at the start. Refuses what is no cursor of ours. */
    public static @Nullable String decode(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException foreign) {
            throw refused();
        }
    }

    /** The same for lists that are ordered by id. */
    public static @Nullable UUID decodeId(@Nullable String cursor) {
        String position = decode(cursor);
        if (position == null) {
            return null;
        }
        try {
            return Rfc9562.parse(position);
        } catch (IllegalArgumentException foreign) {
            throw refused();
        }
    }

    /** The same for lists that are ordered by a number. */
    public static @Nullable Long decodeNumber(@Nullable String cursor) {
        String position = decode(cursor);
        if (position == null) {
            return null;
        }
        if (!NUMBER.matcher(position).matches()) {
            throw refused();
        }
        return Long.valueOf(position);
    }

    private static RuntimeException refused() {
        return PlatformProblem.INVALID_REQUEST
                .because("Not valid: cursor")
                .withErrors(List.of(new FieldFault("cursor", "must be the nextCursor of an earlier answer")));
    }
}
