package io.agentplane.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.local.process.PartState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressDisplayTests {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private Instant now = Instant.EPOCH;

    @Test
    void printsOneLinePerChangeWhereThereIsNoTerminal() {
        try (ProgressDisplay display = ProgressDisplay.plain(out, () -> now)) {
            change(display, "kafka", PartState.STARTING);
            now = now.plusMillis(200);
            change(display, "kafka", PartState.STARTING);
            now = now.plusMillis(2_100);
            change(display, "kafka", PartState.READY);
            change(display, "kafka", PartState.CRASHED);
            change(display, "kafka", PartState.STOPPING);
            change(display, "kafka", PartState.STOPPED);
        }

        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "  kafka      starting",
                        "  kafka      ready  2.3 s",
                        "  kafka      ended by itself and is started again",
                        "  kafka      stopping",
                        "  kafka      stopped");
    }

    @Test
    void redrawsALinePerPartOnATerminalUntilItIsClosed() {
        ProgressDisplay display = ProgressDisplay.redrawn(out, () -> now);
        change(display, "kafka", PartState.STARTING);
        change(display, "registry", PartState.STARTING);
        now = now.plusSeconds(3);
        change(display, "kafka", PartState.READY);
        display.close();
        change(display, "kafka", PartState.STOPPING);

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .contains("\u001b[2A\r  kafka      ready  3.0 s\u001b[K\n\r  registry   starting  3.0 s\u001b[K\n")
                .endsWith("  kafka      stopping\n");
    }

    private static void change(ProgressDisplay display, String part, PartState state) {
        display.changed(part, state, Optional.empty());
    }
}
