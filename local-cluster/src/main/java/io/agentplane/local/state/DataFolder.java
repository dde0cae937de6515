package io.agentplane.local.state;

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

/** The folder of one cluster. Secrets in it are readable by their owner only, from the moment they exist. */
public record DataFolder(Path root) {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

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

    public void create() throws IOException {
        Files.createDirectories(logs());
    }

    /** A fresh log for each run; the one of the run before is kept beside it. */
    public void startNewLog(String part) throws IOException {
        Path log = log(part);
        if (Files.exists(log)) {
            Files.move(log, logs().resolve(part + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createFile(log);
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
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(
                file.getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(fresh, content, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
