package io.agentplane.local.state;

import io.agentplane.local.process.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who runs at the moment, for the commands that meet a cluster they did not start, and for the next start after a
 * launcher that was killed.
 *
 * @param readyAt when all parts were ready for the first time; null while starting
 */
public record ClusterState(
        ProcessId launcher,
        Map<String, Integer> ports,
        Map<String, ProcessId> parts,
        @Nullable Instant readyAt) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public ClusterState {
        ports = Map.copyOf(ports);
        parts = Map.copyOf(parts);
    }

    public void write(DataFolder folder) throws IOException {
        folder.writeOwnerOnly(folder.stateFile(), JSON.writeValueAsString(this));
    }

    /** The recorded state; an unreadable record counts as none. */
    public static Optional<ClusterState> read(DataFolder folder) throws IOException {
        if (!Files.exists(folder.stateFile())) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(folder.stateFile()), ClusterState.class));
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }
}
