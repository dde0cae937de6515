package io.agentplane.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is below a folder and more open than it should be. */
final class OpenPaths {

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);
    private static final Set<PosixFilePermission> GROUP =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE);

    /** Whom the database runs as if the cluster is started by root and namespaces are forbidden. */
    private static final Set<String> DATABASES_GROUP = Set.of("nogroup", "nobody", "65534");

    private OpenPaths() {}

    static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !Files.isSymbolicLink(path))
                    .filter(OpenPaths::isOpen)
                    .toList();
        }
    }

    private static boolean isOpen(Path path) {
        try {
            PosixFileAttributes file = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean databases = DATABASES_GROUP.contains(file.group().getName());
            return file.permissions().stream()
                    .anyMatch(given -> OTHERS.contains(given) || GROUP.contains(given) && !databases);
        } catch (NoSuchFileException vanished) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
