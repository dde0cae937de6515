package io.agentplane.platform.outbox;

import io.agentplane.platform.outbox.OutboxQueries.Pending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What operators see of the outbox: {@code agentplane.outbox.sent}, {@code .failed}, {@code .delay}, {@code .leading}. */
final class OutboxMetrics {

    private final Counter sent;
    private final Counter failed;
    private final Timer delay;
    private final AtomicInteger leading;
    private final Clock clock;

    OutboxMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        sent = registry.counter("agentplane.outbox.sent");
        failed = registry.counter("agentplane.outbox.failed");
        delay = Timer.builder("agentplane.outbox.delay")
                .description("From the storing of an event to its acknowledgement by Kafka")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        leading = registry.gauge("agentplane.outbox.leading", new AtomicInteger());
    }

    void leading(boolean isLeading) {
        leading.set(isLeading ? 1 : 0);
    }

    void delivered(List<Pending> batch) {
        var now = clock.instant();
        sent.increment(batch.size());
        batch.forEach(pending -> delay.record(Duration.between(pending.event().time(), now)));
    }

    void failed(int events) {
        failed.increment(events);
    }
}
