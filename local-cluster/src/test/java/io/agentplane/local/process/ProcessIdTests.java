package io.agentplane.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessIdTests {

    private final ProcessId ourselves = ProcessId.of(ProcessHandle.current());

    @Test
    void findsARunningProcess() {
        assertThat(ourselves.find()).contains(ProcessHandle.current());
    }

    @Test
    void toleratesAClockThatWasSet() {
        assertThat(startedLater(Duration.ofSeconds(1)).find()).isPresent();
    }

    @Test
    void doesNotTakeAReusedNumberForTheProcess() {
        assertThat(startedLater(Duration.ofSeconds(3)).find()).isEmpty();
        assertThat(startedLater(Duration.ofSeconds(-3)).find()).isEmpty();
    }

    private ProcessId startedLater(Duration by) {
        return new ProcessId(ourselves.pid(), ourselves.startedAt().plus(by));
    }

    @Test
    void doesNotFindAProcessThatHasEnded() throws Exception {
        Process process = new ProcessBuilder("true").start();
        ProcessId id = ProcessId.of(process.toHandle());
        process.waitFor();

        assertThat(id.find()).isEmpty();
    }
}
