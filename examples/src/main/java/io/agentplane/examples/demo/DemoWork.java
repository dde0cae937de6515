package io.agentplane.examples.demo;

import io.agentplane.sdk.Task;
import io.agentplane.sdk.TaskHandler;
import io.agentplane.sdk.TaskRejectedException;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What the demo's agents do: take their time over a topic, or what the payload demands instead. */
final class DemoWork implements TaskHandler {

    /** Payload field: earlier attempts fail. */
    static final String SUCCEEDS_AT_ATTEMPT = "succeedsAtAttempt";
    /** Payload field: that agent never comes to an end with it by itself. */
    static final String HELD_BY = "heldBy";

    private static final Duration MAX_HOLD = Duration.ofMinutes(2);

    private final String agent;
    private final Duration thinkingTime;

    /** {@code thinkingTime} stands for the call of a language model. */
    DemoWork(String agent, Duration thinkingTime) {
        this.agent = agent;
        this.thinkingTime = thinkingTime;
    }

    @Override
    public Object handle(Task task) throws Exception {
        JsonNode payload = task.payload() == null ? MissingNode.getInstance() : task.payload();
        String topic = payload.path("topic").asString("");
        if (topic.isEmpty()) {
            throw new TaskRejectedException("a task without a topic");
        }
        if (payload.path(HELD_BY).asString("").equals(agent)) {
            Thread.sleep(MAX_HOLD);
            throw new TaskRejectedException("nobody ended the agent that held this task");
        }
        Thread.sleep(thinkingTime);
        if (task.attempt() < payload.path(SUCCEEDS_AT_ATTEMPT).asInt(1)) {
            throw new IllegalStateException("the model's answer to attempt " + task.attempt() + " made no sense");
        }
        return Map.of("agent", agent, "text", task.type() + " of " + topic + " is done");
    }
}
