package io.agentplane.platform.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignalledLoopTests {

    private static final Duration NEVER = Duration.ofHours(1);

    private final AtomicInteger rounds = new AtomicInteger();
    private SignalledLoop loop;

    @AfterEach
    void stop() {
        loop.stop();
    }

    @Test
    void doesARoundAtTheStartAndWheneverItIsWoken() {
        start(NEVER, rounds::incrementAndGet);
        await().until(() -> rounds.get() == 1);

        loop.wake();

        await().until(() -> rounds.get() == 2);
    }

    @Test
    void looksByItselfWhenNoSignalComes() {
        start(Duration.ofMillis(10), rounds::incrementAndGet);

        await().until(() -> rounds.get() >= 3);
    }

    @Test
    void goesOnAfterARoundThatFailed() {
        start(Duration.ofMillis(10), () -> {
            if (rounds.incrementAndGet() == 1) {
                throw new IllegalStateException("the database is away");
            }
        });

        await().until(() -> rounds.get() >= 2);
    }

    @Test
    void doesNothingMoreOnceStopped() {
        start(NEVER, rounds::incrementAndGet);
        await().until(() -> rounds.get() == 1);

        loop.stop();
        loop.wake();

        assertThat(loop.isRunning()).isFalse();
        assertThat(rounds).hasValue(1);
    }

    private void start(Duration interval, Runnable round) {
        loop = new SignalledLoop("loop", interval, round);
        loop.start();
    }
}
