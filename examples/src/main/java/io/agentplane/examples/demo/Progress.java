package io.agentplane.examples.demo;

import io.agentplane.sdk.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How far the tasks are, in one line. */
record Progress(int total, Map<TaskStatus, Long> counts, Duration elapsed) {

    private static final int BAR = 20;

    static Progress of(List<TaskStatus> statuses, Duration elapsed) {
        return new Progress(
                statuses.size(),
                statuses.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())),
                elapsed);
    }

    long done() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().isFinal())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    String line() {
        int filled = total == 0 ? BAR : (int) (BAR * done() / total);
        return String.format(
                Locale.ROOT,
                "  [%s%s] %2d/%d done · %d queued · %d assigned · %d running · %d to be tried again · %.1f s",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                done(),
                total,
                count(TaskStatus.QUEUED),
                count(TaskStatus.ASSIGNED),
                count(TaskStatus.RUNNING),
                count(TaskStatus.WAITING),
                elapsed.toMillis() / 1000.0);
    }

    private long count(TaskStatus status) {
        return counts.getOrDefault(status, 0L);
    }
}
