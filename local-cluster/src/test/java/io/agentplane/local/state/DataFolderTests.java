package io.agentplane.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.local.process.ClusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTests {

    @TempDir
    private Path root;

    @Test
    void makesAPasswordOnceAndForItsOwnerOnly() throws Exception {
        DataFolder folder = new DataFolder(root);

        String password = folder.password("registry");

        assertThat(password).hasSize(48);
        assertThat(new DataFolder(root).password("registry")).isEqualTo(password);
        assertThat(folder.password("policy")).isNotEqualTo(password);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("secrets/registry"))))
                .isEqualTo("rw-------");
    }

    @Test
    void isItsOwnersOnlyFromTheMomentItExists() throws Exception {
        DataFolder folder = new DataFolder(root.resolve("parent/data"));

        folder.create();
        folder.startNewLog("kafka");

        assertThat(permissions(folder.root())).isEqualTo("rwx------");
        assertThat(permissions(folder.logs())).isEqualTo("rwx------");
        assertThat(permissions(folder.log("kafka"))).isEqualTo("rw-------");
        assertThat(permissions(folder.lockFile())).isEqualTo("rw-------");
    }

    @Test
    void closesWhatAnOlderVersionLeftOpenButFollowsNoLink() throws Exception {
        Path outside = Files.createFile(root.resolve("outside"));
        Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rw-r--r--"));
        DataFolder folder = new DataFolder(Files.createDirectory(root.resolve("data")));
        folder.create();
        Path deep = Files.createDirectories(folder.of("kafka").resolve("data"));
        Path program = Files.createFile(deep.resolve("program"));
        Files.setPosixFilePermissions(deep, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("r-xr-xr-x"));
        Files.createSymbolicLink(deep.resolve("link"), outside);
        Files.setPosixFilePermissions(folder.root(), PosixFilePermissions.fromString("rwxr-xr-x"));

        folder.create();
        assertThat(permissions(folder.root())).isEqualTo("rwx------");
        folder.tighten();

        assertThat(permissions(deep)).isEqualTo("rwx------");
        assertThat(permissions(program)).isEqualTo("r-x------");
        assertThat(permissions(outside)).isEqualTo("rw-r--r--");
    }

    @Test
    void takesNoFolderThatHoldsOtherThings() throws Exception {
        Files.createFile(root.resolve("letter.txt"));
        String before = permissions(root);

        assertThatThrownBy(new DataFolder(root)::create)
                .isInstanceOf(ClusterException.class)
                .hasMessageEndingWith("Choose a folder that is empty or doesn't exist.");

        assertThat(permissions(root)).isEqualTo(before);
    }

    @Test
    void takesTheFolderThatTheScriptHasMadeForTheLogOfItsBuild() throws Exception {
        Files.createDirectory(root.resolve("logs"));
        Files.createFile(root.resolve("build-began"));

        new DataFolder(root).create();

        assertThat(root.resolve("cluster.lock")).exists();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void keepsTheLogOfTheRunBefore() throws Exception {
        DataFolder folder = new DataFolder(root);
        folder.create();
        Files.writeString(folder.log("kafka"), "before");

        folder.startNewLog("kafka");

        assertThat(folder.log("kafka")).isEmptyFile();
        assertThat(folder.logs().resolve("kafka.previous.log")).hasContent("before");
    }
}
