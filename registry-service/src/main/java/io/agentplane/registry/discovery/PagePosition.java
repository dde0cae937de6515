package io.agentplane.registry.discovery;

import io.agentplane.platform.json.Rfc9562;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.web.Cursor;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a list of agents goes on.
 *
 * @param massFailure whether the list began with degraded agents among the active, and has to go on so
 */
record PagePosition(@Nullable UUID after, boolean massFailure) {

    private static final String MARK = "!";

    String text() {
        return (massFailure ? MARK : "") + after;
    }

    static PagePosition decode(@Nullable String cursor) {
        String position = Cursor.decode(cursor);
        if (position == null) {
            return new PagePosition(null, false);
        }
        boolean massFailure = position.startsWith(MARK);
        try {
            return new PagePosition(
                    Rfc9562.parse(massFailure ? position.substring(MARK.length()) : position), massFailure);
        } catch (IllegalArgumentException foreign) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: cursor")
                    .withErrors(List.of(new FieldFault("cursor", "must be the nextCursor of an earlier answer")));
        }
    }
}
