package io.agentplane.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that can be recognised later by another process. Process numbers are used again, so when it started belongs to
 * its identity.
 *
 * @param start when it started, as the system keeps it: on Linux the ticks since which boot, for the time of day is worked
 *     out anew by who asks, and is another once the clock has been set; elsewhere the time of day that was written down
 */
public record ProcessId(long pid, String start) {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Path BOOT = PROCESSES.resolve("sys/kernel/random/boot_id");

    /** Where the start stands among what follows the program's name, which may have blanks and brackets of its own. */
    private static final int START_AFTER_NAME = 19;

    /** Of a process that has ended already, an identity that no process has. */
    public static ProcessId of(ProcessHandle process) {
        return new ProcessId(process.pid(), start(process).orElse(""));
    }

    /** The running process with this identity, if it still runs. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(candidate -> start(candidate).filter(start::equals).isPresent());
    }

    private static Optional<String> start(ProcessHandle process) {
        if (!Files.exists(BOOT)) {
            return process.info().startInstant().map(String::valueOf);
        }
        try {
            String status = Files.readString(
                    PROCESSES.resolve(Long.toString(process.pid())).resolve("stat"));
            String[] fields =
                    status.substring(status.lastIndexOf(')') + 1).strip().split(" ");
            return Optional.of(fields[START_AFTER_NAME] + " after "
                    + Files.readString(BOOT).strip());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
