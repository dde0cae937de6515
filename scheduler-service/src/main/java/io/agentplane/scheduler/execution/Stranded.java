package io.agentplane.scheduler.execution;

import io.agentplane.scheduler.task.Task;
import io.agentplane.scheduler.task.TaskStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task that an agent has which is no longer active.
 *
 * @param agentStatus the registry's word
 * @param statusReason why the agent has that status, if someone said so
 * @param replaceable whether another active agent of the namespace can do it; asked only where its agent has left for good
 */
record Stranded(Task task, String agentStatus, @Nullable String statusReason, boolean replaceable) {

    private static final String INACTIVE = "INACTIVE";
    private static final String DECOMMISSIONED = "DECOMMISSIONED";

    /** True when nobody will ever do the task: its agent doesn't come back, and there is no other. */
    boolean isLost() {
        return hasLeftForGood() && !replaceable;
    }

    private boolean hasLeftForGood() {
        return agentStatus.equals(INACTIVE) || agentStatus.equals(DECOMMISSIONED);
    }

    boolean wasRunning() {
        return task.status() == TaskStatus.RUNNING;
    }

    /** What a task that is lost fails with. */
    String error() {
        return statusReason == null || statusReason.isBlank() ? reason() : statusReason;
    }

    /** What the task's history says. */
    Map<String, String> explanation() {
        Map<String, String> explanation = new LinkedHashMap<>();
        explanation.put("reason", reason());
        if (statusReason != null) {
            explanation.put("statusReason", statusReason);
        }
        return explanation;
    }

    private String reason() {
        return switch (agentStatus) {
            case "DEGRADED" -> "agent-degraded";
            case INACTIVE -> "agent-deactivated";
            case DECOMMISSIONED -> "agent-decommissioned";
            default -> "agent-not-active";
        };
    }
}
