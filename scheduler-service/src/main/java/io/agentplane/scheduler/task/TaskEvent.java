package io.agentplane.scheduler.task;

import io.agentplane.platform.event.OutboundEvent;

/** A fact as other services hear of it, with the task's whole state but its payload and result, which can be large
 * and are asked for by its id. Facts of one change share its revision. */
public record TaskEvent(TaskEventType what, TaskView state, String namespace) implements OutboundEvent {

    /** Facts; deleted by age. */
    public static final String TOPIC = "agentplane.scheduler.tasks.v1";

    public TaskEvent {
        state = state.withoutContent();
    }

    @Override
    public String type() {
        return what.wireName();
    }

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
