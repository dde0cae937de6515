package io.agentplane.local.state;

import io.agentplane.local.process.ClusterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of one cluster. Only its owner can enter it, from the moment it exists: what is in there gives all rights,
 * be it secrets, data or logs.
 */
public record DataFolder(Path root) {

    private static final Set<PosixFilePermission> PASSED_BY_THE_DATABASE = PosixFilePermissions.fromString("rwx--x---");
    private static final Set<String> WRITTEN_BY_THE_SCRIPT = Set.of("logs", "build-began");
    private static final String MODE = "unix:mode";
    private static final int STICKY = 0b001_000_000_000;

    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    public Path lockFile() {
        return root.resolve("cluster.lock");
    }

    public Path stateFile() {
        return root.resolve("cluster.json");
    }

    /** The administrator's API key, written by policy-service at its first start. */
    public Path adminKey() {
        return root.resolve("admin-key");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /** Where a part keeps its data. */
    public Path of(String part) {
        return root.resolve(part);
    }

    /** Makes the folder, or takes one that is empty or a cluster's. */
    public void create() throws IOException {
        if (Files.isDirectory(root)) {
            requireOurs();
            // A running cluster may have let its database through, see #tighten.
            if (!Files.getPosixFilePermissions(root).equals(PASSED_BY_THE_DATABASE)) {
                OwnerOnly.tighten(root);
            }
        }
        OwnerOnly.createFolders(logs());
        OwnerOnly.createFile(lockFile());
    }

    /** Everything in the folder will be closed to others, which must not happen to a folder of theirs. */
    private void requireOurs() throws IOException {
        boolean shared = ((int) Files.getAttribute(root, MODE) & STICKY) != 0;
        try (Stream<Path> content = Files.list(root)) {
            boolean ours = Files.exists(lockFile())
                    || content.allMatch(path ->
                            WRITTEN_BY_THE_SCRIPT.contains(path.getFileName().toString()));
            if (shared || !ours) {
                throw new ClusterException(
                        "%s holds other things than a cluster. Choose a folder that is empty or doesn't exist."
                                .formatted(root));
            }
        }
    }

    /** Closes what an older version left open to others. The caller holds the lock and nothing runs in the folder. */
    public void tighten() throws IOException {
        OwnerOnly.tightenTree(root);
    }

    /** A fresh log for each run; the one of the run before is kept beside it. */
    public void startNewLog(String part) throws IOException {
        Path log = log(part);
        if (Files.exists(log)) {
            Files.move(log, logs().resolve(part + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        OwnerOnly.createFile(log);
    }

    /** The password of that name, made at the first call. */
    public synchronized String password(String name) throws IOException {
        Path file = of("secrets").resolve(name);
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            writeOwnerOnly(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file).strip();
    }

    /** Removes a folder with all that is in it; one that isn't there is as good as removed. */
    public static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> content;
        try (Stream<Path> walk = Files.walk(folder)) {
            content = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : content) {
            Files.delete(path);
        }
    }

    /** Replaces the file as a whole: a reader sees the old content or the new, nobody else sees either. */
    public void writeOwnerOnly(Path file, String content) throws IOException {
        OwnerOnly.createFoldersAbove(file);
        Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new", OwnerOnly.FILE);
        Files.writeString(fresh, content, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
