package io.agentplane.local.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.local.process.ProcessId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterStateTests {

    @TempDir
    private Path root;

    private DataFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new DataFolder(root);
    }

    @Test
    void isReadBackAsWrittenAndIsItsOwnersOnly() throws Exception {
        ClusterState state = new ClusterState(
                new ProcessId(17, "a time"),
                Map.of("gateway", 8080),
                Map.of("gateway", new ProcessId(18, "a later time")),
                null);

        state.write(folder);

        assertThat(ClusterState.read(folder)).contains(state);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.stateFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void isNothingWhenMissingOrDamaged() throws Exception {
        assertThat(ClusterState.read(folder)).isEmpty();

        Files.writeString(folder.stateFile(), "{\"launcher\":");

        assertThat(ClusterState.read(folder)).isEmpty();
    }
}
