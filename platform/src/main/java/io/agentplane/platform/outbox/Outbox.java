package io.agentplane.platform.outbox;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.event.OutboundEvent;
import io.agentplane.platform.event.StoredEvent;
import io.agentplane.platform.signal.DatabaseSignals;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Stores events in the transaction of the change that they tell of. Publishing an {@link OutboundEvent} as a Spring
 * application event is all that a feature has to do.
 */
public class Outbox {

    static final String SIGNAL = "outbox";

    private static final Duration POLL = Duration.ofMillis(20);

    private final OutboxQueries queries;
    private final EventCodec codec;
    private final DatabaseSignals signals;
    private final Clock clock;
    private final Tracer tracer;
    private final String source;

    Outbox(
            OutboxQueries queries,
            EventCodec codec,
            DatabaseSignals signals,
            Clock clock,
            Tracer tracer,
            String serviceName) {
        this.queries = queries;
        this.codec = codec;
        this.signals = signals;
        this.clock = clock;
        this.tracer = tracer;
        this.source = "/" + serviceName;
    }

    @EventListener
    void store(OutboundEvent event) {
        store(List.of(event));
    }

    /** Stores many events with one statement. */
    public void store(Collection<? extends OutboundEvent> events) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An event must be published in the transaction of its change");
        }
        if (events.isEmpty()) {
            return;
        }
        queries.insert(events.stream().map(this::stored).toList());
        signals.ring(SIGNAL, "");
    }

    /**
     * Waits until no stored event waits for Kafka any more; for what must be known to others before this service says that it
     * is ready, not for requests.
     *
     * @return whether none does within the limit
     */
    public boolean awaitSent(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (queries.isAnyPending()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }

    private StoredEvent stored(OutboundEvent event) {
        return new StoredEvent(
                UuidCreator.getTimeOrderedEpoch(),
                event.topic(),
                event.type(),
                source,
                event.subject(),
                event.namespace(),
                event.revision(),
                clock.instant(),
                traceParent(),
                codec.encodeState(event.state()));
    }

    private @Nullable String traceParent() {
        Span span = tracer.currentSpan();
        return span == null
                ? null
                : "00-%s-%s-%s"
                        .formatted(
                                span.context().traceId(),
                                span.context().spanId(),
                                Boolean.TRUE.equals(span.context().sampled()) ? "01" : "00");
    }
}
