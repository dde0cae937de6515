package io.agentplane.policy.audit;

import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.audit.AuditOutcome;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log.
 *
 * @param number its place in the namespace's chain, from 1
 * @param id the entry's id
 * @param namespace the namespace that the call was about
 * @param at when the call began
 * @param recordedAt when the entry was written
 * @param actor who acted; absent when nobody could tell
 * @param action what was done: the operation by its operationId, such as {@code deleteAgent}; where there is no such
 *     operation, the method and {@code *}
 * @param resource the path that it was done to
 * @param outcome {@code ALLOWED} when it was done, {@code REFUSED} when it was turned away, {@code FAILED} when it
 *     broke or nobody knows what became of it
 * @param status the HTTP status of the answer
 * @param code the problem's code; absent where there is none
 * @param source the network address that the call came from
 * @param traceId the trace of the call; absent when it had none
 * @param previousHash the hash of the entry before, in hexadecimal; zeros for the first
 * @param hash SHA-256 over the previous hash and the entry as canonical JSON (RFC 8785), in hexadecimal
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
