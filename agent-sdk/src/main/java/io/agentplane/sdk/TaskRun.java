package io.agentplane.sdk;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One claimed task from here to its outcome at the scheduler. The handler works on a thread of its own, so that the one
 * of {@link #run} is free to keep the lease alive and, if it is lost all the same, to let go.
 */
final class TaskRun {

    /** What became of the task. */
    sealed interface Outcome {
        record Completed(@Nullable Object result) implements Outcome {}

        record Failed(String error, boolean retryable) implements Outcome {}

        record LeaseLost() implements Outcome {}

        record Undelivered(AgentplaneException reason) implements Outcome {}
    }

    private static final int REPLACEMENT = 0xFFFD;
    private static final int MAX_ERROR = 1000;
    /** Leases that may pass until an outcome that can't be delivered is given up. */
    private static final int PATIENCE = 10;

    private final Agentplane agentplane;
    private final WorkerSettings settings;
    private final CountDownLatch outOfTime;
    private final ClaimedTask claimed;
    private final FutureTask<@Nullable Object> work;
    private final Thread thread;

    TaskRun(
            Agentplane agentplane,
            WorkerSettings settings,
            CountDownLatch outOfTime,
            ClaimedTask claimed,
            TaskHandler handler) {
        this.agentplane = agentplane;
        this.settings = settings;
        this.outOfTime = outOfTime;
        this.claimed = claimed;
        this.work = new FutureTask<>(() -> handler.handle(claimed.task()));
        this.thread = Thread.ofVirtual()
                .name("agentplane-task-" + claimed.task().id())
                .unstarted(work);
    }

    /** Returns when the outcome is delivered or known to be in vain, and the handler has let go of its thread. */
    Outcome run() throws InterruptedException {
        thread.start();
        Outcome outcome = deliver(awaitOutcome());
        thread.join();
        return outcome;
    }

    /** Ends the handler; the attempt counts as failed and another agent may try. */
    void stop() {
        work.cancel(true);
    }

    private Outcome awaitOutcome() throws InterruptedException {
        int failures = 0;
        while (true) {
            try {
                return new Outcome.Completed(work.get(untilNextSign(failures).toNanos(), TimeUnit.NANOSECONDS));
            } catch (TimeoutException stillWorking) {
                try {
                    agentplane.extendLease(claimed, settings.thirdOfLease());
                    failures = 0;
                } catch (AgentplaneException e) {
                    if (isLeaseLost(e)) {
                        work.cancel(true);
                        return new Outcome.LeaseLost();
                    }
                    failures++;
                }
            } catch (ExecutionException e) {
                return failed(e.getCause());
            } catch (CancellationException e) {
                return new Outcome.Failed("the agent stopped before the task was done", true);
            }
        }
    }

    private Duration untilNextSign(int failures) {
        Duration third = settings.thirdOfLease();
        if (failures == 0) {
            return third;
        }
        Duration delay = settings.backoff().delay(failures, RandomGenerator.getDefault());
        return delay.compareTo(third) < 0 ? delay : third;
    }

    private Outcome deliver(Outcome outcome) throws InterruptedException {
        return switch (outcome) {
            case Outcome.Completed(var result) -> deliver(outcome, () -> agentplane.complete(claimed, result));
            case Outcome.Failed(var error, var retryable) ->
                deliver(outcome, () -> agentplane.fail(claimed, error, retryable));
            case Outcome.LeaseLost lost -> lost;
            case Outcome.Undelivered undelivered -> undelivered;
        };
    }

    private Outcome deliver(Outcome outcome, Runnable call) throws InterruptedException {
        long giveUpAt =
                System.nanoTime() + settings.lease().multipliedBy(PATIENCE).toNanos();
        for (int failures = 1; ; failures++) {
            try {
                call.run();
                return outcome;
            } catch (AgentplaneException e) {
                if (isLeaseLost(e)) {
                    return new Outcome.LeaseLost();
                }
                if (!e.isTransient()) {
                    return refused(outcome, e);
                }
                Duration delay = settings.backoff().delay(failures, RandomGenerator.getDefault());
                if (outOfTime.await(delay.toNanos(), TimeUnit.NANOSECONDS) || System.nanoTime() > giveUpAt) {
                    return new Outcome.Undelivered(e);
                }
            }
        }
    }

    /** A result that nobody can take (too large, not JSON) won't be better the next time, so the task fails for good. */
    private Outcome refused(Outcome outcome, AgentplaneException e) throws InterruptedException {
        return outcome instanceof Outcome.Completed
                ? deliver(new Outcome.Failed(readable("the result was refused: " + e.getMessage()), false))
                : new Outcome.Undelivered(e);
    }

    private static boolean isLeaseLost(AgentplaneException e) {
        return e instanceof AgentplaneProblemException problem && problem.isLeaseLost();
    }

    private static Outcome failed(@Nullable Throwable cause) {
        String message = cause == null
                        || cause.getMessage() == null
                        || cause.getMessage().isBlank()
                ? String.valueOf(cause)
                : cause.getMessage();
        return new Outcome.Failed(readable(message), !(cause instanceof TaskRejectedException));
    }

    /** As the control plane takes it: of one length at most, with a mark for what is no text. */
    static String readable(String error) {
        StringBuilder readable = new StringBuilder();
        error.codePoints()
                .map(character -> isText(character) ? character : REPLACEMENT)
                .takeWhile(character -> readable.length() + Character.charCount(character) <= MAX_ERROR)
                .forEach(readable::appendCodePoint);
        return readable.toString();
    }

    private static boolean isText(int character) {
        return "\r\n\t".indexOf(character) >= 0
                || !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
    }
}
