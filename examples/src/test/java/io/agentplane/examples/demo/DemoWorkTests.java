package io.agentplane.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.agentplane.sdk.TaskRejectedException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class DemoWorkTests {

    private final DemoWork work = new DemoWork("coder", Duration.ZERO);

    @Test
    void saysWhoDidWhat() throws Exception {
        assertThat(work.handle(Tasks.running(1, Map.of("topic", "leases"))))
                .isEqualTo(Map.of("agent", "coder", "text", "review of leases is done"));
    }

    @Test
    void failsUntilTheAttemptThatSucceeds() throws Exception {
        Map<String, Object> payload = Map.of("topic", "leases", DemoWork.SUCCEEDS_AT_ATTEMPT, 3);

        assertThatIllegalStateException().isThrownBy(() -> work.handle(Tasks.running(1, payload)));
        assertThatIllegalStateException().isThrownBy(() -> work.handle(Tasks.running(2, payload)));
        assertThat(work.handle(Tasks.running(3, payload))).isNotNull();
    }

    @Test
    void holdsTheTaskUntilItIsEnded() throws Exception {
        FutureTask<Object> holding = new FutureTask<>(
                () -> work.handle(Tasks.running(1, Map.of("topic", "leases", DemoWork.HELD_BY, "coder"))));
        Thread thread = Thread.ofPlatform().start(holding);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        thread.interrupt();
        thread.join();

        assertThat(holding.state()).isEqualTo(FutureTask.State.FAILED);
        assertThat(holding.exceptionNow()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void anotherAgentFinishesIt() throws Exception {
        assertThat(work.handle(Tasks.running(2, Map.of("topic", "leases", DemoWork.HELD_BY, "another"))))
                .isNotNull();
    }

    @Test
    void rejectsATaskWithoutATopic() {
        assertThatExceptionOfType(TaskRejectedException.class)
                .isThrownBy(() -> work.handle(Tasks.running(1, Map.of())));
    }
}
