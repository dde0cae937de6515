package io.agentplane.scheduler.execution;

import io.agentplane.scheduler.task.TaskStatus;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** What follows a failed attempt. */
record RetryRule(Backoff backoff) {

    /** What is to become of the task. */
    sealed interface NextStep {

        record TryAgain(Duration after) implements NextStep {}

        record GiveUp(TaskStatus as) implements NextStep {}
    }

    /**
     * @param attempt the one that failed, from 1 and counting those that were at fault; the first is no retry
     * @param retryable false when the agent says that no further attempt could succeed
     */
    NextStep after(int attempt, int maxRetries, boolean retryable, RandomGenerator random) {
        if (!retryable) {
            return new NextStep.GiveUp(TaskStatus.FAILED);
        }
        return attempt <= maxRetries
                ? new NextStep.TryAgain(backoff.after(attempt, random))
                : new NextStep.GiveUp(TaskStatus.DEAD);
    }
}
