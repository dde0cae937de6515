package io.agentplane.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.local.process.ClusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, postgres-linux-x86_64.txz",
        "Linux, aarch64, postgres-linux-arm_64.txz",
        "Mac OS X, aarch64, postgres-darwin-arm_64.txz",
        "Mac OS X, x86_64, postgres-darwin-x86_64.txz"
    })
    void knowsTheArchiveOfEachPlatform(String os, String arch, String archive) {
        assertThat(PostgresBinaries.archiveName(os, arch)).isEqualTo(archive);
    }

    @Test
    void saysSoWhenThePlatformHasNone() {
        assertThatThrownBy(() -> new PostgresBinaries("SunOS", "sparcv9"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("postgres-sunos-sparcv9.txz");
    }

    @Test
    void areUnpackedOnceAndReplaceThoseOfAnotherVersion() throws Exception {
        Path other = Files.createDirectories(folder.resolve("postgresql-0/bin"));

        Path home = new PostgresBinaries().unpack(folder);
        FileTime unpacked = Files.getLastModifiedTime(home.resolve("bin/postgres"));

        assertThat(home.resolve("bin/postgres")).isExecutable();
        assertThat(other).doesNotExist();
        assertThat(new PostgresBinaries().unpack(folder)).isEqualTo(home);
        assertThat(Files.getLastModifiedTime(home.resolve("bin/postgres"))).isEqualTo(unpacked);
    }
}
