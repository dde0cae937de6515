package io.agentplane.local.postgres;

import io.agentplane.local.process.ClusterException;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.OwnerOnly;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs for this platform, unpacked once per version. */
final class PostgresBinaries {

    private static final int EXECUTABLE = 0b001_000_000;

    private final URL archive;

    PostgresBinaries() {
        this(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    PostgresBinaries(String osName, String osArch) {
        String name = archiveName(osName, osArch);
        URL found = PostgresBinaries.class.getResource("/" + name);
        if (found == null) {
            throw new ClusterException(
                    "There are no PostgreSQL binaries for this platform (%s) on the class path.".formatted(name));
        }
        this.archive = found;
    }

    static String archiveName(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : osName.toLowerCase(Locale.ROOT);
        String arch = switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> osArch;
        };
        return "postgres-%s-%s.txz".formatted(os, arch);
    }

    /** Unpacks below {@code parent} what is not yet there; answers the folder with bin, lib and share. */
    Path unpack(Path parent) throws IOException {
        Path home = parent.resolve("postgresql-" + checksum());
        if (!Files.exists(home)) {
            OwnerOnly.createFolders(parent);
            removeOthers(parent);
            Path fresh = Files.createTempDirectory(parent, "postgresql-");
            unpackInto(fresh);
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return home;
    }

    private String checksum() throws IOException {
        JarURLConnection connection = (JarURLConnection) archive.openConnection();
        return Long.toHexString(connection.getJarEntry().getCrc());
    }

    private void unpackInto(Path folder) throws IOException {
        try (InputStream in = new BufferedInputStream(archive.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, folder.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            OwnerOnly.createFolders(target);
            return;
        }
        OwnerOnly.createFoldersAbove(target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.createFile(target, (entry.getMode() & EXECUTABLE) != 0 ? OwnerOnly.FOLDER : OwnerOnly.FILE);
            try (OutputStream out = Files.newOutputStream(target)) {
                tar.transferTo(out);
            }
        }
    }

    private static void removeOthers(Path parent) throws IOException {
        List<Path> others;
        try (Stream<Path> folders = Files.list(parent)) {
            others = folders.filter(folder -> folder.getFileName().toString().startsWith("postgresql-"))
                    .toList();
        }
        for (Path other : others) {
            DataFolder.deleteTree(other);
        }
    }
}
