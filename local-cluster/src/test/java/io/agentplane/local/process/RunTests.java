package io.agentplane.local.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunTests {

    @Test
    void showsWhatAFailedProgramSaid() {
        assertThatThrownBy(() -> Run.toCompletion(List.of("sh", "-c", "echo no space left; exit 4")))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("ended with exit code 4")
                .hasMessageEndingWith("no space left");
    }
}
