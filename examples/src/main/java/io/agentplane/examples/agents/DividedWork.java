package io.agentplane.examples.agents;

import io.agentplane.sdk.Agentplane;
import io.agentplane.sdk.Task;
import io.agentplane.sdk.TaskHandler;
import io.agentplane.sdk.TaskRejectedException;
import io.agentplane.sdk.TaskStatus;
import io.agentplane.sdk.TaskSubmission;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What a coordinator does with a topic: a task for every specialization among the workers, and their results together as
 * its own. A coordinator that takes over from one that died submits none of them twice.
 */
record DividedWork(Agentplane agentplane, Fleet fleet) implements TaskHandler {

    private static final Duration POLL = Duration.ofMillis(300);

    @Override
    public Object handle(Task whole) throws InterruptedException {
        String topic = SpecialWork.topic(whole);
        SortedSet<String> specializations = fleet.specializations();
        if (specializations.isEmpty()) {
            throw new IllegalStateException("there are no workers yet");
        }
        Map<String, Task> parts = new TreeMap<>();
        for (String specialization : specializations) {
            TaskSubmission part = TaskSubmission.of(specialization)
                    .specialization(specialization)
                    .capabilities(specialization)
                    .payload(Map.of("topic", topic))
                    .build();
            parts.put(specialization, agentplane.submit(part, whole.id() + " " + specialization));
        }
        Map<String, Object> results = new TreeMap<>();
        for (var part : parts.entrySet()) {
            results.put(part.getKey(), result(part.getValue()));
        }
        return Map.of("topic", topic, "parts", results);
    }

    private Object result(Task part) throws InterruptedException {
        Task now = part;
        while (!now.status().isFinal()) {
            Thread.sleep(POLL);
            now = agentplane.task(part.id());
        }
        if (now.status() != TaskStatus.COMPLETED || now.result() == null) {
            throw new TaskRejectedException("%s of task %s ended as %s".formatted(now.type(), now.id(), now.status()));
        }
        return now.result();
    }
}
