package io.agentplane.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTests {

    @TempDir
    private Path folder;

    @Test
    void whatAProgramWritesIsItsOwnersOnly() throws Exception {
        Path file = folder.resolve("file");

        Run.toCompletion(List.of("touch", file.toString()));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatAPartWritesIsItsOwnersOnlyToo() throws Exception {
        Path made = folder.resolve("made");
        Path log = folder.resolve("log");

        Process process =
                DetachedProcess.describe(List.of("mkdir", made.toString()), log).start();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void showsWhatAFailedProgramSaid() {
        assertThatThrownBy(() -> Run.toCompletion(List.of("sh", "-c", "echo no space left; exit 4")))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("ended with exit code 4")
                .hasMessageEndingWith("no space left");
    }
}
