package io.agentplane.local.postgres;

import io.agentplane.local.process.ClusterException;
import io.agentplane.local.process.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom the server runs, because PostgreSQL refuses to run as root. Root gets it going in a user namespace, where the
 * same files belong to somebody without rights; where containers forbid namespaces, as the system's unprivileged user.
 */
enum ServerUser {
    OURSELVES(List.of()),
    NAMESPACE(List.of("unshare", "-U")),
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    private final List<String> prefix;

    ServerUser(List<String> prefix) {
        this.prefix = prefix;
    }

    static ServerUser choose() throws InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return OURSELVES;
        }
        return Stream.of(NAMESPACE, NOBODY)
                .filter(ServerUser::works)
                .findFirst()
                .orElseThrow(() -> new ClusterException(
                        "PostgreSQL refuses to run as root, and neither unshare nor setpriv works here. "
                                + "Start the cluster as an ordinary user."));
    }

    private boolean works() {
        try {
            Run.toCompletion(command("true"));
            return true;
        } catch (IOException | ClusterException doesNot) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    List<String> command(String... line) {
        return Stream.concat(prefix.stream(), Stream.of(line)).toList();
    }

    /** Gives a file or folder to the user. */
    void own(Path path) throws IOException, InterruptedException {
        if (this == NOBODY) {
            Run.toCompletion(List.of("chown", "65534:65534", path.toString()));
        }
    }

    /** Lets the user, and nobody else, pass through folders that are closed to others, without seeing what is in them. */
    void letThrough(Path... folders) throws IOException, InterruptedException {
        for (Path folder : folders) {
            if (this == NOBODY) {
                Run.toCompletion(List.of("chgrp", "65534", folder.toString()));
                Run.toCompletion(List.of("chmod", "0710", folder.toString()));
            }
        }
    }

    /** Lets the user read what is in the folder, and run the programs that are there. */
    void letRead(Path folder) throws IOException, InterruptedException {
        if (this == NOBODY) {
            Run.toCompletion(List.of("chgrp", "-R", "65534", folder.toString()));
            Run.toCompletion(List.of("chmod", "-R", "g=rX", folder.toString()));
        }
    }
}
