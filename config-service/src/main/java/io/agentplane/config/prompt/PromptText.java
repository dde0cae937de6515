package io.agentplane.config.prompt;

/** How much may stand in a prompt. */
final class PromptText {

    /** With {@link #LONGEST_CONFIG} small enough for a Kafka message of 1 MiB, whatever the letters. */
    static final int LONGEST_CONTENT = 200_000;

    static final int LONGEST_CONFIG = 20_000;

    private PromptText() {}
}
