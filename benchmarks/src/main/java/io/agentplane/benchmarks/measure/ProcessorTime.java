package io.agentplane.benchmarks.measure;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processor time of some processes with their children. What a call costs in it hardly depends on what else the
 * machine does, unlike how many calls it takes per second.
 */
public record ProcessorTime(List<ProcessHandle> processes) {

    public ProcessorTime {
        processes = List.copyOf(processes);
    }

    /** Since their start, of those that live. */
    public Duration used() {
        return processes.stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
