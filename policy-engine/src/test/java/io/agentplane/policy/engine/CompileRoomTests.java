package io.agentplane.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CompileRoomTests {

    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void endWhatGoesOn() {
        over.set(true);
    }

    @Test
    void worksInAPlatformThreadOfItsOwn() {
        var room = new CompileRoom("room", 1, 0, Duration.ofSeconds(30));

        Thread thread = room.call(Thread::currentThread);

        assertThat(thread.isVirtual()).isFalse();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread).isNotSameAs(Thread.currentThread());
    }

    @Test
    void handsOnWhatTheWorkThrows() {
        var room = new CompileRoom("room", 1, 0, Duration.ofSeconds(30));

        assertThatIllegalStateException()
                .isThrownBy(() -> room.call(() -> {
                    throw new IllegalStateException("broken");
                }));
        assertThat(room.call(() -> "next")).isEqualTo("next");
    }

    @Test
    void leavesBehindWhatDoesNotEndAndGoesOnAFewTimes() {
        var room = new CompileRoom("room", 1, 0, Duration.ofMillis(50));

        for (int round = 0; round < 4; round++) {
            assertTooLong(room, this::neverEnding);
            assertThat(room.call(() -> "next")).isEqualTo("next");
        }
        assertTooLong(room, this::neverEnding);

        assertThat(room.everLeftBehind()).isEqualTo(5);
        assertThatExceptionOfType(CompileRefusedException.class)
                .isThrownBy(() -> room.call(() -> "next"))
                .matches(refused -> !refused.isTooLong());
    }

    @Test
    void endsWhatCanBeEnded() {
        var room = new CompileRoom("room", 1, 0, Duration.ofMillis(50));

        assertTooLong(room, () -> {
            while (!over.get()) {
                CompileRoom.requireWanted();
                Thread.onSpinWait();
            }
            return "";
        });

        assertThat(room.call(() -> "next")).isEqualTo("next");
        assertThat(room.everLeftBehind()).isZero();
    }

    @Test
    void refusesMoreThanMayWait() throws Exception {
        var room = new CompileRoom("room", 1, 0, Duration.ofSeconds(30));
        var begun = new CountDownLatch(1);
        Thread first = Thread.ofVirtual()
                .start(() -> room.call(() -> {
                    begun.countDown();
                    return neverEnding();
                }));
        begun.await();

        assertThatExceptionOfType(CompileRefusedException.class)
                .isThrownBy(() -> room.call(() -> "second"))
                .matches(refused -> !refused.isTooLong());
        over.set(true);
        first.join();
        assertThat(room.call(() -> "third")).isEqualTo("third");
    }

    private static void assertTooLong(CompileRoom room, Supplier<String> work) {
        assertThatExceptionOfType(CompileRefusedException.class)
                .isThrownBy(() -> room.call(work))
                .matches(CompileRefusedException::isTooLong);
    }

    private String neverEnding() {
        while (!over.get()) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
        return "";
    }
}
