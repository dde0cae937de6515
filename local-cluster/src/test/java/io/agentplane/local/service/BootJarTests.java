package io.agentplane.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.local.FakeService;
import io.agentplane.local.process.ClusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootJarTests {

    @TempDir
    private Path checkout;

    @Test
    void isUnpackedOncePerBuild() throws Exception {
        BootJar jar = new BootJar(checkout, "registry-service");
        FakeService.build(checkout, "registry-service");
        Path folder = checkout.resolve("data/registry/application");

        Path application = jar.unpackInto(folder);
        assertThat(application).exists();
        Path witness = Files.createFile(folder.resolve("witness"));

        jar.unpackInto(folder);
        assertThat(witness).exists();

        Files.setLastModifiedTime(jar.find(), FileTime.from(Instant.now().plusSeconds(60)));
        jar.unpackInto(folder);
        assertThat(witness).doesNotExist();
        assertThat(application).exists();
    }

    @Test
    void saysSoWhenThereIsNone() throws Exception {
        Files.createDirectories(checkout.resolve("registry-service/target"));

        assertThatThrownBy(new BootJar(checkout, "registry-service")::find)
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("registry-service is not built");
    }
}
