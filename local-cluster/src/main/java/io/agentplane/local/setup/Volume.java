package io.agentplane.local.setup;

import io.agentplane.local.process.ClusterException;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder that is mounted into the containers of one part, with all in it for that part's user alone.
 *
 * @param user number of the user whom it belongs to
 */
record Volume(Path folder, int user) {

    private static final String USER = "unix:uid";
    private static final String GROUP = "unix:gid";

    /** Replaces the file as a whole. */
    void write(String file, String content) throws IOException {
        new DataFolder(folder).writeOwnerOnly(folder.resolve(file), content);
    }

    /** Gives the folder and all in it to the user. */
    void handOver() throws IOException {
        Files.setPosixFilePermissions(folder, OwnerOnly.FOLDER.value());
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) content::iterator) {
                give(path);
            }
        }
    }

    private void give(Path path) throws IOException {
        try {
            for (String attribute : new String[] {GROUP, USER}) {
                if ((int) Files.getAttribute(path, attribute) != user) {
                    Files.setAttribute(path, attribute, user);
                }
            }
        } catch (IOException refused) {
            throw new ClusterException(
                    "%s can't be given to the user %d: only an administrator may do that".formatted(path, user),
                    refused);
        }
    }
}
