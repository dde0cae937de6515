package io.agentplane.examples.demo;

import io.agentplane.sdk.AgentplaneException;
import io.agentplane.sdk.AgentplaneProblemException;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting, with a limit, for what one service tells another in its own time. */
final class Patience {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int UNAUTHENTICATED = 401;
    private static final int DENIED = 403;
    private static final int NOT_FOUND = 404;

    private Patience() {}

    /**
     * Tries again while the refusal may mean "not heard of yet", as a new key, right or agent takes a moment to get around,
     * and while who has to answer is away.
     */
    static <T> T untilHeardOf(Supplier<T> call) throws InterruptedException {
        long giveUpAt = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (AgentplaneException e) {
                if (!mayPass(e) || System.nanoTime() > giveUpAt) {
                    throw e;
                }
            }
            Thread.sleep(INTERVAL);
        }
    }

    static void until(String whatHappens, BooleanSupplier happened) throws InterruptedException, DemoException {
        long giveUpAt = System.nanoTime() + LIMIT.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > giveUpAt) {
                throw new DemoException(whatHappens + ", that was expected within " + LIMIT.toSeconds() + " s");
            }
            Thread.sleep(INTERVAL);
        }
    }

    private static boolean mayPass(AgentplaneException e) {
        return e.isTransient()
                || e instanceof AgentplaneProblemException refusal
                        && Set.of(UNAUTHENTICATED, DENIED, NOT_FOUND).contains(refusal.status());
    }
}
