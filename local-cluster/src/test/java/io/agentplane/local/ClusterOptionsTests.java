package io.agentplane.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.local.process.ClusterException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterOptionsTests {

    @TempDir
    private Path folder;

    @Test
    void keepsEverythingInTheCheckoutUnlessToldOtherwise() {
        ClusterOptions options = ClusterOptions.in(folder);

        assertThat(options.data().adminKey()).isEqualTo(folder.resolve(".agentplane/admin-key"));
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.withData(folder.resolve("other")).data().adminKey())
                .isEqualTo(folder.resolve("other/admin-key"));
    }

    @Test
    void findsTheCheckoutAroundAFolder() throws Exception {
        Files.createFile(folder.resolve("mvnw"));
        Path module = Files.createDirectories(folder.resolve("system-tests/target"));

        assertThat(ClusterOptions.surroundingCheckout(module)).isEqualTo(folder);
    }

    @Test
    void saysSoOutsideACheckout() {
        assertThatThrownBy(() -> ClusterOptions.surroundingCheckout(folder))
                .isInstanceOf(ClusterException.class)
                .hasMessageEndingWith("is not inside a checkout of agentplane.");
    }
}
