package io.agentplane.scheduler.task;

import io.agentplane.platform.identity.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task with what only the scheduler knows of it.
 *
 * @param leaseToken proves that an agent holds the task; kept after the agent's report, so that the report can be repeated
 * @param leaseHolder whom the token was given to; the task's agent may be another by now
 * @param lostBy the agent that held the task last and lost it
 * @param submitterId the id of the principal that asked for it; absent for tasks from before this was kept
 * @param forgiven attempts that were lost by no fault of the task
 */
public record Task(
        String namespace,
        @Nullable UUID leaseToken,
        @Nullable UUID leaseHolder,
        @Nullable UUID lostBy,
        @Nullable String submitterId,
        int forgiven,
        TaskView view) {

    public UUID id() {
        return view.id();
    }

    public TaskStatus status() {
        return view.status();
    }

    /**
     * Refuses an agent that neither asked for the task nor has it.
     *
     * @throws io.agentplane.platform.problem.DomainException AGENT_MISMATCH
     */
    void requireIsOf(Caller caller) {
        if (!caller.id().equals(submitterId)) {
            caller.requireMayActAs(view.agentId());
        }
    }

    /** The attempts that count against the limit. */
    public int countedAttempts() {
        return view.attempt() - forgiven;
    }

    /** The first attempt is no retry. */
    public boolean hasRetriesLeft() {
        return countedAttempts() <= view.maxRetries();
    }
}
