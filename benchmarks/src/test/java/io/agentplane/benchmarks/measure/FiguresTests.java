package io.agentplane.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FiguresTests {

    @Test
    void percentilesAreThoseOfTheRecordedTimes() {
        Latencies latencies = new Latencies();
        for (int millis = 1; millis <= 1000; millis++) {
            latencies.record(TimeUnit.MILLISECONDS.toNanos(millis));
        }
        assertThat(latencies.count()).isEqualTo(1000);
        assertThat(latencies.percentile(50)).isCloseTo(500, within(1.0));
        assertThat(latencies.percentile(99)).isCloseTo(990, within(1.0));
        assertThat(latencies.percentile(100)).isCloseTo(1000, within(1.0));
    }

    @Test
    void timesOutsideTheScaleCountAsItsEnds() {
        Latencies latencies = new Latencies();
        latencies.record(-5);
        latencies.record(TimeUnit.HOURS.toNanos(1));
        assertThat(latencies.percentile(50)).isZero();
        assertThat(latencies.percentile(100)).isCloseTo(60_000, within(60.0));
    }

    @Test
    void theMedianCountsAndTheSpreadIsShown() {
        assertThat(new Repeats(30, 1234.4, 20).median()).isEqualTo(30);
        assertThat(new Repeats(10, 40, 20, 30).median()).isEqualTo(25);
        assertThat(new Repeats(30, 1234.4, 20).show(0)).isEqualTo("30 (20 to 1,234)");
        assertThat(new Repeats(1.25).show(1)).isEqualTo("1.3 (1.3 to 1.3)");
    }

    @Test
    @Timeout(10)
    void processorTimeGrowsWithWork() {
        ProcessorTime ours = new ProcessorTime(List.of(ProcessHandle.current()));
        Duration before = ours.used();
        assertThat(before).isPositive();
        while (ours.used().compareTo(before) <= 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void nothingMeasuredIsNoFigure() {
        assertThatThrownBy(Repeats::new).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTableIsMarkdown() {
        assertThat(new Table("part", "MiB").row("kafka", "12").row("postgres", "3"))
                .asString()
                .isEqualToNormalizingNewlines("""
                        | part | MiB |
                        |---|---|
                        | kafka | 12 |
                        | postgres | 3 |""");
    }

    @Test
    void aRowHasACellForEveryColumn() {
        assertThatThrownBy(() -> new Table("part", "MiB").row("kafka")).hasMessage("1 cells for 2 columns");
    }
}
