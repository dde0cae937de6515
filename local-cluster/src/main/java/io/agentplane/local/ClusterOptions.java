package io.agentplane.local;

import io.agentplane.local.process.ClusterException;
import io.agentplane.local.state.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster is meant.
 *
 * @param checkout the folder with the modules' builds
 * @param data where the cluster keeps everything
 * @param port the public port; 0 takes a free one
 */
public record ClusterOptions(Path checkout, DataFolder data, int port) {

    public static final int DEFAULT_PORT = 8080;

    /** The cluster that belongs to a checkout. */
    public static ClusterOptions in(Path checkout) {
        return new ClusterOptions(checkout, new DataFolder(checkout.resolve(".agentplane")), DEFAULT_PORT);
    }

    /** A cluster beside others: data of its own, a free public port, the builds of the checkout the caller runs in. */
    public static ClusterOptions temporary(Path data) {
        return new ClusterOptions(surroundingCheckout(Path.of("")), new DataFolder(data), 0);
    }

    public ClusterOptions withData(Path folder) {
        return new ClusterOptions(checkout, new DataFolder(folder), port);
    }

    public ClusterOptions withPort(int publicPort) {
        return new ClusterOptions(checkout, data, publicPort);
    }

    static Path surroundingCheckout(Path start) {
        @Nullable Path candidate = start.toAbsolutePath().normalize();
        while (candidate != null) {
            if (Files.exists(candidate.resolve("mvnw"))) {
                return candidate;
            }
            candidate = candidate.getParent();
        }
        throw new ClusterException(start.toAbsolutePath() + " is not inside a checkout of agentplane.");
    }
}
