package io.agentplane.platform.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;

/** A name or value in JSON that a request must not have. */
public final class RefusedTokenException extends StreamReadException {

    private static final long serialVersionUID = 1;

    private final String rule;

    RefusedTokenException(JsonParser parser, String rule) {
        super(parser, rule);
        this.rule = rule;
    }

    /** What a value has to keep, in the words of a field's fault. */
    public String rule() {
        return rule;
    }
}
