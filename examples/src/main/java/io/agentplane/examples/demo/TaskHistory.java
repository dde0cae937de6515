package io.agentplane.examples.demo;

import io.agentplane.sdk.Task;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task and all that happened to it. */
record TaskHistory(Task task, List<Event> events) {

    record Event(String type, @Nullable UUID agentId, int attempt) {}

    long count(String type) {
        return events.stream().filter(event -> event.type().equals(type)).count();
    }

    boolean happenedTo(String type, UUID agentId) {
        return events.stream().anyMatch(event -> event.type().equals(type) && agentId.equals(event.agentId()));
    }
}
