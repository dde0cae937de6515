package io.agentplane.platform.note;

import io.agentplane.platform.event.OutboundEvent;

public record NoteWritten(NoteView state, String namespace) implements OutboundEvent {

    public static final String TOPIC = "agentplane.test.notes.v1";

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public String subject() {
        return state.id().toString();
    }

    @Override
    public long revision() {
        return state.revision();
    }
}
