package io.agentplane.examples.demo;

import io.agentplane.examples.demo.TaskHistory.Event;
import io.agentplane.sdk.Task;
import io.agentplane.sdk.TaskStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Tasks to test with. */
final class Tasks {

    static final UUID REVIEWER = UUID.fromString("0197c1de-0000-7000-8000-000000000001");
    static final UUID CODER = UUID.fromString("0197c1de-0000-7000-8000-000000000002");

    private static final UUID ID = UUID.fromString("0197c1de-0000-7000-8000-000000000003");

    private Tasks() {}

    static Task running(int attempt, Map<String, Object> payload) {
        return task(TaskStatus.RUNNING, CODER, attempt, payload);
    }

    /** Completed by the coder at this attempt. */
    static TaskHistory completed(int attempt, Event... before) {
        List<Event> events =
                Stream.concat(Arrays.stream(before), Stream.of(completion())).toList();
        return new TaskHistory(task(TaskStatus.COMPLETED, CODER, attempt, Map.of()), events);
    }

    static TaskHistory unfinished() {
        return new TaskHistory(task(TaskStatus.QUEUED, null, 0, Map.of()), List.of());
    }

    static Event completion() {
        return new Event("task-completed", CODER, 1);
    }

    private static Task task(TaskStatus status, UUID agentId, int attempt, Map<String, Object> payload) {
        return new Task(
                ID,
                "review",
                JsonMapper.shared().valueToTree(payload),
                5,
                status,
                agentId,
                attempt,
                3,
                null,
                null,
                null,
                null,
                1);
    }
}
