package io.agentplane.local.state;

import static org.assertj.core.api.Assertions.assertThat;

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
    void keepsTheLogOfTheRunBefore() throws Exception {
        DataFolder folder = new DataFolder(root);
        folder.create();
        Files.writeString(folder.log("kafka"), "before");

        folder.startNewLog("kafka");

        assertThat(folder.log("kafka")).isEmptyFile();
        assertThat(folder.logs().resolve("kafka.previous.log")).hasContent("before");
    }
}
