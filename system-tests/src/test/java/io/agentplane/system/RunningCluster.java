package io.agentplane.system;

import static org.awaitility.Awaitility.await;

import io.agentplane.local.ClusterOptions;
import io.agentplane.local.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the one cluster to whoever has it as a parameter; it is started at first use and stopped after the last test. */
final class RunningCluster implements ParameterResolver {

    static final Path DATA = Path.of("target", "cluster").toAbsolutePath();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalCluster.class;
    }

    @Override
    public LocalCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Started.class, any -> Started.now(), Started.class)
                .cluster();
    }

    /** What came of the one start. One that failed isn't tried again for each of the tests. */
    private record Started(
            @Nullable LocalCluster running, @Nullable Exception failure) implements AutoCloseable {

        static Started now() {
            LocalCluster cluster = null;
            try {
                deleteOldData();
                cluster = LocalCluster.start(ClusterOptions.temporary(DATA));
                warmUp(Api.administrator(cluster));
                return new Started(cluster, null);
            } catch (IOException | InterruptedException | RuntimeException failed) {
                return new Started(cluster, failed);
            }
        }

        LocalCluster cluster() {
            if (running == null || failure != null) {
                throw new IllegalStateException("The cluster could not be started", failure);
            }
            return running;
        }

        /** The gateway may know the administrator's key a moment later, and the first call takes a cold service longest. */
        private static void warmUp(Api admin) {
            String id = await().atMost(Duration.ofSeconds(60))
                    .until(() -> admin.post("/agents", """
                            {"name":"warm-up","version":"1","owner":"system-tests"}
                            """), answer -> answer.status() == 201)
                    .read("$.id");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> admin.post("/agents/" + id + "/activate", "").status() == 200);
        }

        private static void deleteOldData() throws IOException {
            if (Files.exists(DATA)) {
                try (Stream<Path> files = Files.walk(DATA)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }

        @Override
        public void close() throws InterruptedException {
            if (running != null) {
                running.close();
            }
        }
    }
}
