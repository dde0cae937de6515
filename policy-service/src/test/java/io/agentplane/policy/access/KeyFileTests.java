package io.agentplane.policy.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTests {

    private static final ApiKeySecret SECRET = ApiKeySecret.generate();

    @TempDir
    private Path folder;

    @Test
    void isForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("new/folder/admin-key");

        new KeyFile(file).write(SECRET);

        assertThat(file).hasContent(SECRET.text());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void replacesAnOlderKeyAndLeavesNothingBeside() throws IOException {
        Path file = Files.writeString(folder.resolve("admin-key"), "ap_old");

        new KeyFile(file).write(SECRET);

        assertThat(file).hasContent(SECRET.text());
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void saysWhereItCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "").resolve("admin-key");

        assertThatThrownBy(() -> new KeyFile(file).write(SECRET))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining(SECRET.text());
    }
}
