package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@link Together} and {@link Loops}: they end, whatever becomes of their threads, and hide no failure. */
class ThreadsTests {

    @Test
    void togetherAllRunAtOnceAndAnswerInOrder() throws Exception {
        var all = new CountDownLatch(8);

        assertThat(Together.run(8, thread -> {
                    all.countDown();
                    all.await();
                    return thread;
                }))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void togetherFailsAsTheFirstOfThemAndLeavesNobodyWaiting() {
        var waiting = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();

        assertThatThrownBy(() -> Together.run(2, thread -> {
                    if (thread == 0) {
                        waiting.await();
                        throw new IllegalStateException("broken");
                    }
                    try {
                        waiting.countDown();
                        return new CountDownLatch(1).await(1, TimeUnit.HOURS);
                    } catch (InterruptedException end) {
                        interrupted.set(true);
                        throw end;
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");

        await().untilTrue(interrupted);
    }

    @Test
    void loopsGoOnUntilTheyAreStopped() {
        var rounds = new AtomicInteger();
        try (var loops = new Loops()) {
            loops.repeat(rounds::incrementAndGet);
            await().until(() -> rounds.get() > 100);
            loops.stop();
            int last = rounds.get();

            assertThat(rounds).hasValue(last);
        }
    }

    @Test
    void loopsEndWithAFailedTestAndTellOfTheirOwnFailures() {
        var rounds = new AtomicInteger();
        assertThatThrownBy(() -> {
                    try (var loops = new Loops()) {
                        loops.repeat(rounds::incrementAndGet);
                        throw new IllegalStateException("the test failed");
                    }
                })
                .hasMessage("the test failed");

        var failed = new CountDownLatch(1);
        assertThatThrownBy(() -> {
                    try (var loops = new Loops()) {
                        loops.once(() -> {
                            failed.countDown();
                            throw new IllegalStateException("broken");
                        });
                        failed.await();
                        await().untilAsserted(
                                        () -> assertThatThrownBy(loops::stop).isInstanceOf(AssertionError.class));
                        loops.stop();
                    }
                })
                .hasCauseInstanceOf(IllegalStateException.class);
    }
}
