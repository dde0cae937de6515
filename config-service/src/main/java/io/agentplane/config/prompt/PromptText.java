package io.agentplane.config.prompt;

/** How much may stand in a prompt. */
final class PromptText {

    /** With {@link #MAX_CONFIG_LENGTH} small enough for a Kafka message of 1 MiB, whatever the letters. */
    static final int MAX_CONTENT_LENGTH = 200_000;

    static final int MAX_CONFIG_LENGTH = 20_000;

    private PromptText() {}
}
