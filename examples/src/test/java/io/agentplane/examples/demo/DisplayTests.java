package io.agentplane.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.sdk.TaskStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisplayTests {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

    @Test
    void tellsTheProgressInOneLine() {
        assertThat(progress(4_250).line())
                .isEqualTo(
                        "  [##########..........]  2/4 done · 1 queued · 0 assigned · 1 running · 0 to be tried again"
                                + " · 4.3 s");
        assertThat(Progress.of(List.of(), Duration.ZERO).line()).startsWith("  [####################]  0/0 done");
    }

    @Test
    void refreshesTheLineOfATerminal() {
        Display display = new Display(out, true);

        display.show(progress(100));
        display.show(progress(200));
        display.say("news");

        assertThat(output())
                .isEqualTo("\r\u001b[K" + progress(100).line() + "\r\u001b[K"
                        + progress(200).line() + "\r\u001b[Knews" + System.lineSeparator());
    }

    @Test
    void printsALineASecondElsewhere() {
        Display display = new Display(out, false);

        for (long millis = 0; millis <= 2_000; millis += 200) {
            display.show(progress(millis));
        }

        assertThat(output().lines())
                .containsExactly(
                        progress(0).line(),
                        progress(1_000).line(),
                        progress(2_000).line());
    }

    @Test
    void setsTheAgentsSideBySide() {
        AgentTable table = new AgentTable();
        table.add("coder", new ControlPlane.Metrics(12, 10, 2, 0.8333, Duration.ofMillis(345)));
        table.add("reviewer", new ControlPlane.Metrics(0, 0, 0, null, null));

        assertThat(table.text().lines())
                .containsExactly(
                        "  agent        assigned completed failed  success  mean time",
                        "  coder              12        10      2     83 %     0.35 s",
                        "  reviewer            0         0      0        -          -");
    }

    private String output() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    private static Progress progress(long millis) {
        return Progress.of(
                List.of(TaskStatus.COMPLETED, TaskStatus.DEAD, TaskStatus.QUEUED, TaskStatus.RUNNING),
                Duration.ofMillis(millis));
    }
}
