package io.agentplane.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentplaneTests {

    @TempDir
    private Path data;

    private TestLauncher launcher;

    @BeforeEach
    void makeLauncher() {
        launcher = new TestLauncher(data);
    }

    @Test
    void refusesALogThatDoesNotExist() throws Exception {
        Files.createDirectories(data.resolve("logs"));
        Files.createFile(data.resolve("logs/kafka.log"));

        assertThat(launcher.run("logs", "kafak")).isEqualTo(1);
        assertThat(launcher.err())
                .isEqualTo("There is no log of kafak in %s; there are: kafka.%n".formatted(data.resolve("logs")));
        assertThat(launcher.run("logs", "../kafka")).isEqualTo(1);
    }

    @Test
    void refusesAnImpossiblePort() {
        assertThat(launcher.run("up", "--port", "80800")).isEqualTo(1);
        assertThat(launcher.err())
                .isEqualTo("80800 is not a port; choose one from 1 to 65535, or 0 for any that is free.%n".formatted());
    }

    @Test
    void refusesTheDemoWhenItIsNotBuilt() {
        assertThat(launcher.run("demo")).isEqualTo(1);
        assertThat(launcher.err()).startsWith("examples is not built.");
    }

    @Test
    void refusesAnUnknownCommandWithTheUsage() {
        assertThat(launcher.run("xyz")).isEqualTo(2);
        assertThat(launcher.err()).contains("'xyz'", "Usage: agentplane");
    }
}
