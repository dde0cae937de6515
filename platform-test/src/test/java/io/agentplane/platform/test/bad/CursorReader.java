package io.agentplane.platform.test.bad;

import org.springframework.web.bind.annotation.RequestParam;

/** Takes any text for a cursor. */
public final class CursorReader {

    public String list(@RequestParam(required = false) String cursor) {
        return cursor;
    }
}
