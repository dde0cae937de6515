package io.agentplane.config.prompt;

import io.agentplane.platform.event.OutboundEvent;

/** What happened to a prompt, with its latest version. */
public sealed interface PromptEvent extends OutboundEvent {

    /** Compacted: the latest event of a prompt is its state. */
    String TOPIC = "agentplane.config.prompts.v1";

    @Override
    PromptState state();

    @Override
    default String topic() {
        return TOPIC;
    }

    @Override
    default String subject() {
        return state().id().toString();
    }

    @Override
    default long revision() {
        return state().revision();
    }

    /** There is a new prompt, in its first version. */
    record PromptCreated(PromptState state, String namespace) implements PromptEvent {}

    /** The prompt has another version, which is its latest. */
    record PromptVersionAdded(PromptState state, String namespace) implements PromptEvent {}
}
