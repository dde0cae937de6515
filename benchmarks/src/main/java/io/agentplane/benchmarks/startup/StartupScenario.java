package io.agentplane.benchmarks.startup;

import io.agentplane.benchmarks.measure.Effort;
import io.agentplane.benchmarks.measure.Repeats;
import io.agentplane.benchmarks.measure.Table;
import io.agentplane.local.ClusterOptions;
import io.agentplane.local.process.ProcessId;
import io.agentplane.local.service.Service;
import io.agentplane.local.service.Services;
import io.agentplane.local.state.ClusterState;
import io.agentplane.local.state.DataFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Times {@code ./agentplane up} as somebody at a terminal would, and looks at the memory when all parts are ready. */
public final class StartupScenario {

    private static final int REPEATS = 3;
    private static final int KIB_PER_MIB = 1024;
    private static final Duration RECORDING_LIMIT = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 500;

    private final ClusterOptions options;
    private final Effort effort;

    public StartupScenario(ClusterOptions options, Effort effort) {
        this.options = options;
        this.effort = effort;
    }

    public void run(PrintStream out) throws Exception {
        if (effort == Effort.FULL) {
            // Whatever has to be built is built here, and the files are in the page cache afterwards.
            secondsToReady();
            down();
        }
        int repeats = effort.repeats(REPEATS);
        double[] fresh = new double[repeats];
        double[] kept = new double[repeats];
        double[] recorded = new double[repeats];
        List<Map<String, Memory>> memory = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            DataFolder.deleteTree(options.data().root());
            fresh[repeat] = secondsToReady();
            if (effort == Effort.FULL) {
                down();
                kept[repeat] = secondsToReady();
                awaitCaches();
                down();
                recorded[repeat] = secondsToReady();
            }
            try {
                memory.add(memoryByPart());
            } finally {
                down();
            }
        }
        Table starts = new Table("./agentplane up", "seconds to ready")
                .row("with a fresh data folder", new Repeats(fresh).show(1));
        if (effort == Effort.FULL) {
            starts.row("with a kept data folder, no AOT caches yet", new Repeats(kept).show(1));
            starts.row("with a kept data folder and the AOT caches", new Repeats(recorded).show(1));
        }
        out.println(starts);
        out.println();
        out.println(memoryTable(memory));
    }

    private double secondsToReady() throws IOException, InterruptedException {
        long began = System.nanoTime();
        try {
            agentplane("up", "--detach", "--port", "0");
        } catch (InterruptedException stopped) {
            down();
            throw stopped;
        }
        return (System.nanoTime() - began) / 1e9;
    }

    /** The cluster records them while it runs. */
    private void awaitCaches() throws InterruptedException {
        Instant limit = Instant.now().plus(RECORDING_LIMIT);
        for (Service service : Services.ALL) {
            Path cache = options.data().of(service.name()).resolve("application/application.aot");
            while (!Files.exists(cache)) {
                if (Instant.now().isAfter(limit)) {
                    throw new IllegalStateException("There is no " + cache);
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private void down() throws IOException, InterruptedException {
        agentplane("down");
    }

    private void agentplane(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.of(
                        Stream.of("./agentplane"),
                        Stream.of(arguments),
                        Stream.of("--data", options.data().root().toString()))
                .flatMap(part -> part)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(options.checkout().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        if (effort == Effort.BRIEF) {
            // A build may be what runs this.
            builder.environment().put("AGENTPLANE_BUILD", "never");
            builder.environment().put("JDK_JAVA_OPTIONS", String.join(" ", effort.flags(List.of())));
        }
        Process process = builder.start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed");
        }
    }

    private Map<String, Memory> memoryByPart() throws IOException {
        ClusterState state = ClusterState.read(options.data()).orElseThrow();
        Map<String, Memory> memory = new TreeMap<>();
        state.parts().forEach((part, id) -> memory.put(part, memoryOf(id)));
        // The parts are its children.
        ProcessHandle launcher = state.launcher().find().orElseThrow();
        Memory parts = memory.values().stream().reduce(Memory.NONE, Memory::plus);
        Memory all = Memory.of(launcher);
        memory.put(
                "launcher", new Memory(all.resident() - parts.resident(), all.proportional() - parts.proportional()));
        return memory;
    }

    private static Memory memoryOf(ProcessId id) {
        return id.find().map(Memory::of).orElseThrow();
    }

    private static Table memoryTable(List<Map<String, Memory>> repeats) {
        Table table = new Table("part", "PSS, MiB", "RSS, MiB");
        for (String part : repeats.getFirst().keySet()) {
            table.row(part, pss(repeats, part), rss(repeats, part));
        }
        List<Map<String, Memory>> totals = repeats.stream()
                .map(memory -> Map.of("total", memory.values().stream().reduce(Memory.NONE, Memory::plus)))
                .toList();
        return table.row("total", pss(totals, "total"), rss(totals, "total"));
    }

    private static String pss(List<Map<String, Memory>> repeats, String part) {
        return mib(repeats.stream()
                .mapToLong(memory -> memory.getOrDefault(part, Memory.NONE).proportional())
                .toArray());
    }

    private static String rss(List<Map<String, Memory>> repeats, String part) {
        return mib(repeats.stream()
                .mapToLong(memory -> memory.getOrDefault(part, Memory.NONE).resident())
                .toArray());
    }

    private static String mib(long[] kib) {
        double[] mib = new double[kib.length];
        for (int index = 0; index < kib.length; index++) {
            mib[index] = (double) kib[index] / KIB_PER_MIB;
        }
        return new Repeats(mib).show(0);
    }
}
