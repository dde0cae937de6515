package io.agentplane.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short helper programs that belong to a preparation. */
public final class Run {

    private Run() {}

    /** Waits for the program to end; one that ends with an error is a failure that shows what the program printed. */
    public static void toCompletion(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Umask.ownerOnly(command))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            throw new ClusterException(
                    "%s ended with exit code %d:%n%s".formatted(String.join(" ", command), exitCode, output.strip()));
        }
    }
}
