package io.agentplane.local.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterLockTests {

    @TempDir
    private Path root;

    @Test
    void isHeldByOneUntilItIsClosed() throws Exception {
        DataFolder folder = new DataFolder(root);
        assertThat(ClusterLock.isHeld(folder)).isFalse();

        try (ClusterLock lock = ClusterLock.tryAcquire(folder).orElseThrow()) {
            assertThat(ClusterLock.isHeld(folder)).isTrue();
            assertThat(ClusterLock.tryAcquire(folder)).isEmpty();
        }

        assertThat(ClusterLock.isHeld(folder)).isFalse();
    }
}
