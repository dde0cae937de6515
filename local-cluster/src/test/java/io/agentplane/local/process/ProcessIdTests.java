package io.agentplane.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessIdTests {

    private final ProcessId ourselves = ProcessId.of(ProcessHandle.current());

    @Test
    void findsARunningProcess() {
        assertThat(ourselves.find()).contains(ProcessHandle.current());
    }

    @Test
    void isNotToldByTheTimeOfDayWhichMayBeSet() {
        assumeThat(Path.of("/proc/stat")).exists();

        assertThat(ourselves.start())
                .matches("\\d+ after [0-9a-f-]{36}")
                .isEqualTo(ProcessId.of(ProcessHandle.current()).start());
    }

    @Test
    void doesNotTakeAReusedNumberForTheProcess() {
        assertThat(new ProcessId(ourselves.pid(), "1" + ourselves.start()).find())
                .isEmpty();
        assertThat(new ProcessId(ourselves.pid(), "").find()).isEmpty();
    }

    @Test
    void doesNotFindAProcessThatHasEnded() throws Exception {
        Process process = new ProcessBuilder("true").start();
        ProcessId id = ProcessId.of(process.toHandle());
        process.waitFor();

        assertThat(id.find()).isEmpty();
    }
}
