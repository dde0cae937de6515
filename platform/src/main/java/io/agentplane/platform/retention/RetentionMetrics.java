package io.agentplane.platform.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What operators see of the removal of old rows, for each rule: {@code agentplane.retention.removed}, {@code .failed},
 * {@code .runs} and {@code .last.success}. A run is counted by the replica that did it, so sums and maxima over the
 * replicas are what counts.
 */
final class RetentionMetrics {

    private final Map<String, RuleMeters> meters;
    private final Clock clock;

    RetentionMetrics(List<Retention> rules, MeterRegistry registry, Clock clock) {
        this.clock = clock;
        meters = rules.stream()
                .map(Retention::name)
                .collect(Collectors.toMap(Function.identity(), rule -> new RuleMeters(rule, registry)));
    }

    boolean time(Retention rule, BooleanSupplier run) {
        return of(rule).runs.record(run);
    }

    void removed(Retention rule, int rows) {
        of(rule).removed.increment(rows);
    }

    void failed(Retention rule) {
        of(rule).failed.increment();
    }

    void succeeded(Retention rule) {
        of(rule).lastSuccess.set(clock.millis());
    }

    private RuleMeters of(Retention rule) {
        return Objects.requireNonNull(meters.get(rule.name()));
    }

    private static final class RuleMeters {

        private final Counter removed;
        private final Counter failed;
        private final Timer runs;
        private final AtomicLong lastSuccess = new AtomicLong();

        RuleMeters(String rule, MeterRegistry registry) {
            removed = Counter.builder("agentplane.retention.removed")
                    .description("Rows removed since they were older than they are kept")
                    .tag("rule", rule)
                    .register(registry);
            failed = Counter.builder("agentplane.retention.failed")
                    .description("Runs that failed; the next one goes on")
                    .tag("rule", rule)
                    .register(registry);
            runs = Timer.builder("agentplane.retention.runs")
                    .description("Runs of this replica, and how long they took")
                    .tag("rule", rule)
                    .register(registry);
            TimeGauge.builder("agentplane.retention.last.success", lastSuccess, TimeUnit.MILLISECONDS, AtomicLong::get)
                    .description(
                            "When a run of this replica last left nothing behind, since the epoch; 0 before the first")
                    .tag("rule", rule)
                    .register(registry);
        }
    }
}
