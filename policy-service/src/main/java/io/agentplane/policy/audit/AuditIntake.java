package io.agentplane.policy.audit;

import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.event.EventBatch;
import io.agentplane.platform.event.EventCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Takes in what services tell of who did what, many entries with one transaction. */
@Component
class AuditIntake {

    private static final char NUL = '\u0000';
    private static final char REPLACEMENT = '\uFFFD';

    private final AuditLog log;
    private final EventCodec codec;
    private final Counter recorded;
    private final Counter repeated;

    AuditIntake(AuditLog log, EventCodec codec, MeterRegistry metrics) {
        this.log = log;
        this.codec = codec;
        recorded = metrics.counter("agentplane.audit.entries.recorded");
        repeated = metrics.counter("agentplane.audit.entries.repeated");
    }

    @KafkaListener(
            topics = AuditEntry.TOPIC,
            groupId = "policy-audit",
            batch = "true",
            properties = {"max.poll.records=2000", "metadata.max.age.ms=10000"})
    void on(List<ConsumerRecord<String, byte[]>> messages) {
        EventBatch.handle(messages, codec, AuditEntry.class, this::append);
    }

    private void append(List<AuditEntry> entries) {
        int added = log.append(entries.stream().map(AuditIntake::storable).toList());
        recorded.increment(added);
        repeated.increment(entries.size() - added);
    }

    /** PostgreSQL keeps every character but one. */
    private static AuditEntry storable(AuditEntry entry) {
        AuditEntry.Actor actor = entry.actor();
        return new AuditEntry(
                entry.id(),
                storable(entry.namespace()),
                entry.at(),
                actor == null ? null : new AuditEntry.Actor(storable(actor.id()), storable(actor.name())),
                storable(entry.action()),
                storable(entry.resource()),
                entry.outcome(),
                entry.status(),
                entry.code() == null ? null : storable(entry.code()),
                storable(entry.source()),
                entry.traceId() == null ? null : storable(entry.traceId()));
    }

    private static String storable(String text) {
        return text.replace(NUL, REPLACEMENT);
    }
}
