package io.agentplane.policy.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with one key in it that only its owner can read. */
record KeyFile(Path path) {

    /** Replaces the file as a whole; it is never there half written or for others to read. */
    void write(ApiKeySecret secret) {
        Path target = path.toAbsolutePath();
        try {
            Path folder = Files.createDirectories(target.resolveSibling("."));
            Path draft = Files.createTempFile(
                    folder,
                    ".key",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, secret.text() + "\n");
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("The key can't be written to " + target, failed);
        }
    }
}
