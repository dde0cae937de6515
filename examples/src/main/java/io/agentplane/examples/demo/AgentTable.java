package io.agentplane.examples.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What each agent did, in columns. */
final class AgentTable {

    private static final String ROW = "  %-12s %8s %9s %6s %8s %10s";

    private final List<String> lines = new ArrayList<>();

    AgentTable() {
        lines.add(String.format(Locale.ROOT, ROW, "agent", "assigned", "completed", "failed", "success", "mean time"));
    }

    void add(String agent, ControlPlane.Metrics metrics) {
        lines.add(String.format(
                Locale.ROOT,
                ROW,
                agent,
                metrics.assigned(),
                metrics.completed(),
                metrics.failed(),
                percent(metrics.successRate()),
                seconds(metrics.averageResponseTime())));
    }

    String text() {
        return String.join(System.lineSeparator(), lines);
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String seconds(@Nullable Duration time) {
        return time == null ? "-" : String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }
}
