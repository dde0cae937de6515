package io.agentplane.local.service;

import io.agentplane.local.process.ClusterException;
import io.agentplane.local.process.JavaCommand;
import io.agentplane.local.process.Run;
import io.agentplane.local.state.DataFolder;
import io.agentplane.local.state.OwnerOnly;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The application that a module's build leaves in its target folder. It runs from an unpacked copy: that starts faster
 * than the nested jar, and a new build doesn't pull the classes from under a running cluster.
 */
public final class BootJar {

    /** What the unpacked jar is called in its folder. */
    static final String APPLICATION = "application.jar";

    private final Path checkout;
    private final String module;

    public BootJar(Path checkout, String module) {
        this.checkout = checkout;
        this.module = module;
    }

    /** The built jar; the newest if several versions were built. */
    public Path find() {
        Path target = checkout.resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, module + "-*-boot.jar")) {
                List<Path> found =
                        StreamSupport.stream(jars.spliterator(), false).toList();
                if (!found.isEmpty()) {
                    return found.stream()
                            .max(Comparator.comparingLong(jar -> jar.toFile().lastModified()))
                            .orElseThrow();
                }
            } catch (IOException e) {
                throw new ClusterException("%s can't be read: %s".formatted(target, e.getMessage()), e);
            }
        }
        throw new ClusterException(
                "%s is not built: there is no %s-*-boot.jar in %s. Run ./mvnw -DskipTests package first."
                        .formatted(module, module, target));
    }

    /** Unpacks the jar into {@code folder} unless this very build is there already; answers the jar to run. */
    Path unpackInto(Path folder) throws IOException, InterruptedException {
        Path jar = find();
        // With the JDK, because what is kept beside the jars may fit that one only.
        String build = "%s %d %s %s"
                .formatted(
                        jar.getFileName(),
                        Files.size(jar),
                        Files.getLastModifiedTime(jar),
                        System.getProperty("java.vm.version"));
        Path marker = folder.resolve("build");
        Path application = folder.resolve(APPLICATION);
        if (Files.exists(marker) && Files.readString(marker).equals(build)) {
            return application;
        }
        Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
        DataFolder.deleteTree(fresh);
        DataFolder.deleteTree(folder);
        OwnerOnly.createFoldersAbove(folder);
        Run.toCompletion(JavaCommand.java("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djarmode=tools")
                .jar(
                        jar,
                        "extract",
                        "--destination",
                        fresh.toString(),
                        "--application-filename",
                        application.getFileName().toString()));
        Files.createFile(fresh.resolve("build"), OwnerOnly.FILE);
        Files.writeString(fresh.resolve("build"), build);
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        return application;
    }
}
