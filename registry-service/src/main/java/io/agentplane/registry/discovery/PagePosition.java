package io.agentplane.registry.discovery;

import io.agentplane.platform.web.Cursor;
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

    static PagePosition parse(@Nullable String position) {
        if (position == null) {
            return new PagePosition(null, false);
        }
        boolean massFailure = position.startsWith(MARK);
        return new PagePosition(Cursor.id(massFailure ? position.substring(MARK.length()) : position), massFailure);
    }
}
