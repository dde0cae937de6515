package io.agentplane.examples.agents;

import io.agentplane.sdk.Task;
import io.agentplane.sdk.TaskHandler;
import io.agentplane.sdk.TaskRejectedException;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What a worker does with a topic; the pause stands for the call of a language model. */
record SpecialWork(String specialization) implements TaskHandler {

    private static final Duration THINKING_TIME = Duration.ofMillis(300);

    @Override
    public Object handle(Task task) throws InterruptedException {
        String topic = topic(task);
        Thread.sleep(THINKING_TIME);
        return Map.of("text", specialization + " of " + topic + " is done");
    }

    static String topic(Task task) {
        JsonNode payload = task.payload() == null ? MissingNode.getInstance() : task.payload();
        String topic = payload.path("topic").asString("");
        if (topic.isEmpty()) {
            throw new TaskRejectedException("a task without a topic");
        }
        return topic;
    }
}
