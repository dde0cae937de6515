package io.agentplane.local.command;

import io.agentplane.local.ClusterOptions;
import io.agentplane.local.StandIns;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The launcher over two stand-ins, in this process or in one of its own. */
final class TestLauncher {

    private final Path data;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    TestLauncher(Path data) {
        this.data = data;
    }

    public static void main(String[] arguments) {
        System.exit(agentplane(System.out, System.err).execute(arguments));
    }

    private static Agentplane agentplane(PrintStream out, PrintStream err) {
        return new Agentplane(options -> StandIns.twoParts(), TestLauncher.class, out, err);
    }

    /** Runs a command in this process; answers its exit code. */
    int run(String command, String... arguments) {
        out.reset();
        err.reset();
        return agentplane(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .execute(withData(command, arguments).toArray(String[]::new));
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Starts a command in a process of its own, which takes part in the measurement of coverage if this one does. */
    Process start(String command, String... arguments) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:"))
                .forEach(line::add);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), TestLauncher.class.getName()));
        line.addAll(withData(command, arguments));
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }

    private List<String> withData(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--data", data.toString()));
        all.addAll(List.of(arguments));
        return all;
    }

    ClusterOptions options() {
        return ClusterOptions.in(Path.of("").toAbsolutePath()).withData(data);
    }
}
