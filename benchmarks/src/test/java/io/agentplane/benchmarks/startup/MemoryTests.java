package io.agentplane.benchmarks.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MemoryTests {

    @Test
    void readsWhatTheKernelTells() {
        assertThat(Memory.parse("""
                        55d0c8a00000-7ffd1e5fe000 ---p 00000000 00:00 0                          [rollup]
                        Rss:                4100 kB
                        Pss:                2345 kB
                        Pss_Dirty:           800 kB
                        """)).isEqualTo(new Memory(4100, 2345));
    }

    @Test
    void addsUp() {
        assertThat(new Memory(3, 2).plus(new Memory(30, 20))).isEqualTo(new Memory(33, 22));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void looksAtAProcessAndItsChildren() throws Exception {
        Process child = new ProcessBuilder("sh", "-c", "read line; exit").start();
        try {
            Memory ours = Memory.of(ProcessHandle.current());
            Memory its = Memory.of(child.toHandle());
            assertThat(Files.exists(Path.of("/proc", Long.toString(child.pid()), "smaps_rollup")))
                    .isTrue();
            assertThat(its.resident()).isPositive();
            assertThat(ours.resident()).isGreaterThan(its.resident());
            assertThat(ours.proportional()).isBetween(1L, ours.resident());
        } finally {
            child.destroy();
        }
    }
}
