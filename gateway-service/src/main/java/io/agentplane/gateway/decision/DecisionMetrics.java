package io.agentplane.gateway.decision;

import io.agentplane.policy.evaluation.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Counts decisions under the names that the policy service counts its own by. */
final class DecisionMetrics {

    private final Timer evaluation;
    private final Map<Outcome, Counter> decisions = new EnumMap<>(Outcome.class);

    DecisionMetrics(MeterRegistry registry) {
        evaluation = Timer.builder("agentplane.policy.evaluation")
                .description("One question to the policies in force")
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            decisions.put(
                    outcome,
                    registry.counter(
                            "agentplane.policy.decisions",
                            "outcome",
                            outcome.name().toLowerCase(Locale.ROOT)));
        }
    }

    void evaluated(long nanos) {
        evaluation.record(nanos, TimeUnit.NANOSECONDS);
    }

    void decided(Outcome outcome) {
        Objects.requireNonNull(decisions.get(outcome)).increment();
    }
}
