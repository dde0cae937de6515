package io.agentplane.config.prompt;

/** What may stand in a prompt: anything printable, in lines. PostgreSQL takes no NUL, JSON no half of a surrogate pair. */
final class PromptText {

    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    static final String NAME_RULE = "must be 1 to 100 letters, digits, dots, underscores or dashes";
    static final String LINES = "[^\\p{Cntrl}\\x{D800}-\\x{DFFF}&&[^\\r\\n\\t]]*";
    static final String LINES_RULE = "must have no control characters but line breaks and tabs";
    static final String PRINTABLE = "[^\\p{Cntrl}\\x{D800}-\\x{DFFF}]*";
    static final String PRINTABLE_RULE = "must have no control characters";

    /** With {@link #LONGEST_CONFIG} small enough for a Kafka message of 1 MiB, whatever the letters. */
    static final int LONGEST_CONTENT = 200_000;

    static final int LONGEST_CONFIG = 20_000;

    private PromptText() {}
}
