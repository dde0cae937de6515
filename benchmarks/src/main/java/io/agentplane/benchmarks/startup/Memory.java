package io.agentplane.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What processes hold, in KiB.
 *
 * @param resident pages in memory, shared ones counted once per process
 * @param proportional the same with each shared page split among those who share it, so that sums are true
 */
record Memory(long resident, long proportional) {

    static final Memory NONE = new Memory(0, 0);

    /** Of a process and all its descendants. */
    static Memory of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(each -> Path.of("/proc", Long.toString(each.pid()), "smaps_rollup"))
                .map(Memory::read)
                .reduce(NONE, Memory::plus);
    }

    private static Memory read(Path rollup) {
        try {
            return parse(Files.readString(rollup));
        } catch (IOException ended) {
            return NONE;
        }
    }

    static Memory parse(String rollup) {
        return new Memory(field(rollup, "Rss:"), field(rollup, "Pss:"));
    }

    private static long field(String rollup, String name) {
        return rollup.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length(), line.length() - "kB".length())
                        .strip()))
                .sum();
    }

    Memory plus(Memory other) {
        return new Memory(resident + other.resident, proportional + other.proportional);
    }
}
