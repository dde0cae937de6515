package io.agentplane.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fault")
class SupervisedPartTests {

    @TempDir
    private Path folder;

    private final List<PartState> states = new CopyOnWriteArrayList<>();
    private final List<ProcessId> processes = new CopyOnWriteArrayList<>();

    @Test
    void startsACrashedProcessAgain() throws Exception {
        SupervisedPart part = part(() -> List.of("sleep", "1000"), StopSignal.TERMINATE);
        part.start();

        processes.getLast().find().orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> states.stream().filter(PartState.READY::equals).count() == 2);
        assertThat(states).contains(PartState.CRASHED);
        part.stop();
        assertThat(processes).noneMatch(id -> id.find().isPresent());
    }

    @Test
    void goesOnTryingWhenARestartFails() throws Exception {
        Path allowed = Files.createFile(folder.resolve("allowed"));
        SupervisedPart part = part(
                () -> {
                    if (!Files.exists(allowed)) {
                        throw new IOException("not now");
                    }
                    return List.of("sleep", "1000");
                },
                StopSignal.TERMINATE);
        part.start();
        Files.delete(allowed);
        processes.getLast().find().orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> states.stream().filter(PartState.CRASHED::equals).count() == 2);
        Files.createFile(allowed);

        await().atMost(Duration.ofSeconds(10)).until(() -> states.getLast() == PartState.READY);
        part.stop();
    }

    @Test
    void saysWhyAPartCanNotBePrepared() {
        SupervisedPart part = part(
                () -> {
                    throw new IOException("the disk is full");
                },
                StopSignal.TERMINATE);

        assertThatThrownBy(part::start)
                .isInstanceOf(ClusterException.class)
                .hasMessage("part can't be started: the disk is full");
    }

    @Test
    void doesNotStartOnceItIsRetired() {
        SupervisedPart part = part(() -> List.of("sleep", "1000"), StopSignal.TERMINATE);
        part.retire();

        assertThatThrownBy(part::start).isInstanceOf(ClusterException.class);
        assertThat(processes).isEmpty();
    }

    private SupervisedPart part(Preparation preparation, StopSignal stopSignal) {
        HealthCheck alive =
                () -> !processes.isEmpty() && processes.getLast().find().isPresent();
        Part part = new Part("part", Set.of(), preparation, stopSignal, alive);
        return new SupervisedPart(part, folder.resolve("log"), this::changed, Duration.ofMillis(50));
    }

    private void changed(String part, PartState state, Optional<ProcessId> process) {
        states.add(state);
        process.ifPresent(processes::add);
    }
}
