package io.agentplane.platform.web;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.ExactJson;
import io.agentplane.platform.json.Rfc9562;
import io.agentplane.platform.path.RequestQuery;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * A place in a list, opaque to callers so that the order behind it may change. It counts in the list that the present
 * request asks for (its path, its filters, the caller's namespace), with any limit, and nowhere else.
 */
public final class Cursor {

    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    private static final int MARK = 16;

    private Cursor() {}

    public static String encode(String position) {
        byte[] marked = (mark(position) + position).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(marked);
    }

    /** The position behind which to go on, or null at the start. Refuses what is no cursor of this list. */
    public static @Nullable String decode(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String marked = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String position = marked.substring(Math.min(MARK, marked.length()));
            if (encode(position).equals(cursor) && position.chars().noneMatch(Character::isISOControl)) {
                return position;
            }
        } catch (IllegalArgumentException foreign) {
            throw refused();
        }
        throw refused();
    }

    /** Ties a position to its list. It is no secret: whoever may see the list may make one. */
    private static String mark(String position) {
        Map<String, List<String>> filters = new HashMap<>();
        String path = "";
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes present) {
            path = present.getRequest().getRequestURI();
            filters.putAll(
                    RequestQuery.parse(present.getRequest().getQueryString()).parameters());
            filters.keySet().removeAll(Set.of("cursor", "limit", QueryInterceptor.NAMESPACE));
        }
        return ExactJson.sha256(List.of(Namespace.current(), path, filters, position))
                .substring(0, MARK);
    }

    /** The same for lists that are ordered by id. */
    public static @Nullable UUID decodeId(@Nullable String cursor) {
        String position = decode(cursor);
        return position == null ? null : id(position);
    }

    /** The id that a position is, or a part of one. */
    public static UUID id(String position) {
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
                .withErrors(List.of(new FieldFault(
                        "cursor", "must be the nextCursor of an answer of this list, with the same filters")));
    }
}
