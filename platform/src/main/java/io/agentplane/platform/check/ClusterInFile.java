package io.agentplane.platform.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * In a file, for a service without a database.
 *
 * @param file which replicas may share
 */
public record ClusterInFile(Path file) implements ClusterMemory {

    @Override
    public String remember(String present, boolean accepted) throws IOException {
        String known = known();
        if (known.isEmpty() || accepted && !known.equals(present)) {
            write(present);
            return present;
        }
        return known;
    }

    private String known() throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    private void write(String cluster) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, file.getFileName().toString(), null);
        try {
            Files.writeString(fresh, cluster);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
