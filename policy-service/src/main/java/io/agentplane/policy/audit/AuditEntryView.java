package io.agentplane.policy.audit;

import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.audit.AuditOutcome;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it is kept.
 *
 * @param number its place in the namespace's chain
 * @param previousHash of the entry before it, in hexadecimal
 * @param hash SHA-256 over the previous hash and the entry as canonical JSON, in hexadecimal
 */
record AuditEntryView(
        long number,
        UUID id,
        String namespace,
        Instant at,
        Instant recordedAt,
        AuditEntry.@Nullable Actor actor,
        String action,
        String resource,
        AuditOutcome outcome,
        int status,
        @Nullable String code,
        String source,
        @Nullable String traceId,
        String previousHash,
        String hash) {

    static AuditEntryView of(Link link) {
        AuditEntry entry = link.entry();
        return new AuditEntryView(
                link.number(),
                entry.id(),
                entry.namespace(),
                entry.at(),
                link.recordedAt(),
                entry.actor(),
                entry.action(),
                entry.resource(),
                entry.outcome(),
                entry.status(),
                entry.code(),
                entry.source(),
                entry.traceId(),
                HexFormat.of().formatHex(link.previous()),
                HexFormat.of().formatHex(link.hash()));
    }
}
