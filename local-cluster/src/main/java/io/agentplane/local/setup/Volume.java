package io.agentplane.local.setup;

import io.agentplane.local.process.ClusterException;
import io.agentplane.local.state.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A folder that is mounted into the containers of one part, with all in it for that part's user alone.
 *
 * @param user number of the user whom it belongs to
 */
record Volume(Path folder, int user) {

    private static final String OWNER = "unix:uid";

    /**
     * Sees to it that the file has this content. Containers that are running meanwhile can read it at every moment, as it was
     * or as it is to be.
     */
    void write(String file, String content) throws IOException {
        Path target = folder.resolve(file);
        Path above = Objects.requireNonNull(target.getParent());
        OwnerOnly.createFolders(above);
        for (Path path = above; path.startsWith(folder); path = Objects.requireNonNull(path.getParent())) {
            Files.setPosixFilePermissions(path, OwnerOnly.FOLDER.value());
            give(path);
        }
        if (Files.exists(target)
                && owner(target) == user
                && Files.readString(target).equals(content)) {
            return;
        }
        Path fresh = Files.createTempFile(above, ".", ".new", OwnerOnly.FILE);
        Files.writeString(fresh, content);
        give(fresh);
        Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gives all in the folder to the user, and the folder last: one that is the user's is so with all in it. */
    void handOver() throws IOException {
        if (owner(folder) == user) {
            return;
        }
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.filter(path -> !path.equals(folder)).toList()) {
                give(path);
            }
        }
        Files.setPosixFilePermissions(folder, OwnerOnly.FOLDER.value());
        give(folder);
    }

    /** Follows no link, which somebody could have made in a folder of theirs. */
    private void give(Path path) throws IOException {
        try {
            if (owner(path) != user) {
                Files.setAttribute(path, OWNER, user, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException refused) {
            throw new ClusterException("%s can't be given to the user %d (%s)".formatted(path, user, refused), refused);
        }
    }

    private static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, OWNER, LinkOption.NOFOLLOW_LINKS);
    }
}
