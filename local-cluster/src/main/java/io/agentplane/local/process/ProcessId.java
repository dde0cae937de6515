package io.agentplane.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that can be recognised later by another process. Process numbers are used again, so the time it started
 * belongs to its identity.
 */
public record ProcessId(long pid, Instant startedAt) {

    /** The system's clock may have been set between two looks at the same process. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    public static ProcessId of(ProcessHandle process) {
        return new ProcessId(process.pid(), process.info().startInstant().orElseGet(Instant::now));
    }

    /** The running process with this identity, if it still runs. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(candidate -> startedWhenExpected(candidate.info()));
    }

    private boolean startedWhenExpected(ProcessHandle.Info candidate) {
        return candidate
                .startInstant()
                .map(instant -> Duration.between(startedAt, instant).abs())
                .filter(difference -> difference.compareTo(TOLERANCE) <= 0)
                .isPresent();
    }
}
