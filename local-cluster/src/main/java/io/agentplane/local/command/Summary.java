package io.agentplane.local.command;

import io.agentplane.local.ClusterOptions;
import io.agentplane.local.RunningCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a person needs to know of a running cluster. */
final class Summary {

    private Summary() {}

    static void ready(PrintStream out, ClusterOptions options, URI gateway) {
        out.printf(
                """

                Ready.
                  API         %1$s/api/v1
                  Swagger UI  %1$s/swagger-ui.html
                  Admin key   %2$s
                              (kept in %3$s)
                """,
                gateway, adminKey(options.data().adminKey()), options.data().adminKey());
    }

    static void alreadyRunning(PrintStream out, ClusterOptions options, RunningCluster cluster) {
        out.printf(
                "Already running%s in %s: %s/api/v1%n",
                cluster.hasStarted() ? "" : " (it is still starting)",
                options.data().root(),
                cluster.gatewayUrl());
    }

    private static String adminKey(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException none) {
            return "none yet";
        }
    }
}
