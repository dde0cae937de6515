package io.agentplane.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

        Thread thread = room.call("a", Thread::currentThread);

        assertThat(thread.isVirtual()).isFalse();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread).isNotSameAs(Thread.currentThread());
    }

    @Test
    void handsOnWhatTheWorkThrows() {
        var room = new CompileRoom("room", 1, 0, Duration.ofSeconds(30));

        assertThatIllegalStateException()
                .isThrownBy(() -> room.call("a", () -> {
                    throw new IllegalStateException("broken");
                }));
        assertThat(room.call("a", () -> "next")).isEqualTo("next");
    }

    @Test
    void leavesBehindWhatDoesNotEndAndGoesOnAFewTimes() {
        var room = new CompileRoom("room", 1, 0, Duration.ofMillis(50));

        for (int round = 0; round < 4; round++) {
            assertTooLong(room, this::neverEnding);
            assertThat(room.call("a", () -> "next")).isEqualTo("next");
        }
        assertTooLong(room, this::neverEnding);

        assertThat(room.everLeftBehind()).isEqualTo(5);
        assertThatExceptionOfType(CompileRefusedException.class)
                .isThrownBy(() -> room.call("a", () -> "next"))
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

        assertThat(room.call("a", () -> "next")).isEqualTo("next");
        assertThat(room.everLeftBehind()).isZero();
    }

    @Test
    void refusesMoreThanMayWait() throws Exception {
        var room = new CompileRoom("room", 1, 0, Duration.ofSeconds(30));
        var begun = new CountDownLatch(1);
        Thread first = Thread.ofVirtual()
                .start(() -> room.call("a", () -> {
                    begun.countDown();
                    return neverEnding();
                }));
        begun.await();

        assertThatExceptionOfType(CompileRefusedException.class)
                .isThrownBy(() -> room.call("a", () -> "second"))
                .matches(refused -> !refused.isTooLong());
        over.set(true);
        first.join();
        assertThat(room.call("a", () -> "third")).isEqualTo("third");
    }

    @Test
    void leavesAPlaceToOtherOwners() throws Exception {
        var room = new CompileRoom("room", 2, 4, Duration.ofSeconds(30));
        var begun = new CountDownLatch(1);
        List<Thread> heavy = Stream.generate(() -> Thread.ofVirtual()
                        .start(() -> room.call("a", () -> {
                            begun.countDown();
                            return neverEnding();
                        })))
                .limit(3)
                .toList();
        begun.await();
        while (heavy.stream().anyMatch(thread -> thread.getState() == Thread.State.RUNNABLE)) {
            Thread.onSpinWait();
        }

        assertThatExceptionOfType(CompileRefusedException.class)
                .isThrownBy(() -> room.call("a", () -> "one more"))
                .matches(refused -> !refused.isTooLong());
        assertThat(room.call("b", () -> "other")).isEqualTo("other");

        over.set(true);
        for (Thread thread : heavy) {
            thread.join();
        }
        assertThat(room.call("a", () -> "next")).isEqualTo("next");
    }

    @Test
    void leavesAPlaceToOtherOwnersThoughOneCannotEndItsWork() {
        var room = new CompileRoom("room", 2, 4, Duration.ofMillis(50));
        for (int round = 0; round < 5; round++) {
            assertTooLong(room, this::neverEnding);
        }

        for (int round = 0; round < 3; round++) {
            assertThatExceptionOfType(CompileRefusedException.class)
                    .isThrownBy(() -> room.call("a", () -> "next"))
                    .matches(refused -> !refused.isTooLong());
        }
        awaitPlace(room, "b");
        over.set(true);
        awaitPlace(room, "a");
    }

    private static void awaitPlace(CompileRoom room, String owner) {
        boolean placed = false;
        while (!placed) {
            try {
                placed = room.call(owner, () -> true);
            } catch (CompileRefusedException _) {
                Thread.onSpinWait();
            }
        }
    }

    private static void assertTooLong(CompileRoom room, Supplier<String> work) {
        assertThatExceptionOfType(CompileRefusedException.class)
                .isThrownBy(() -> room.call("a", work))
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
