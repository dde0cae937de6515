package io.agentplane.policy.audit;

import io.agentplane.platform.audit.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * An entry in its place in a namespace's chain. Its hash is SHA-256 over the hash before it, followed by the entry as
 * canonical JSON (RFC 8785: members in order, no blanks), so that it can be computed again from an export by anyone.
 *
 * @param number counts a namespace's entries from 1
 * @param recordedAt when it was kept; never earlier than that of the entry before it
 */
record Link(long number, Instant recordedAt, AuditEntry entry, byte[] previous, byte[] hash) {

    /** The link that continues a chain. */
    static Link behind(long number, byte[] previous, Instant recordedAt, AuditEntry entry) {
        AuditEntry kept = new AuditEntry(
                entry.id(),
                entry.namespace(),
                entry.at().truncatedTo(ChronoUnit.MICROS),
                entry.actor(),
                entry.action(),
                entry.resource(),
                entry.outcome(),
                entry.status(),
                entry.code(),
                entry.source(),
                entry.traceId());
        return new Link(number, recordedAt, kept, previous, digest(previous, recordedAt, kept));
    }

    /** Whether nothing of the entry has changed since it was kept. */
    boolean isIntact() {
        return Arrays.equals(hash, digest(previous, recordedAt, entry));
    }

    private static byte[] digest(byte[] previous, Instant recordedAt, AuditEntry entry) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(previous);
            return sha256.digest(canonical(recordedAt, entry).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    static String canonical(Instant recordedAt, AuditEntry entry) {
        var members = new TreeMap<String, String>();
        members.put("id", quoted(entry.id().toString()));
        members.put("namespace", quoted(entry.namespace()));
        members.put("at", quoted(entry.at().toString()));
        members.put("recordedAt", quoted(recordedAt.toString()));
        members.put("action", quoted(entry.action()));
        members.put("resource", quoted(entry.resource()));
        members.put("outcome", quoted(entry.outcome().name()));
        members.put("status", Integer.toString(entry.status()));
        members.put("source", quoted(entry.source()));
        AuditEntry.Actor actor = entry.actor();
        if (actor != null) {
            members.put("actorId", quoted(actor.id()));
            members.put("actorName", quoted(actor.name()));
        }
        String code = entry.code();
        if (code != null) {
            members.put("code", quoted(code));
        }
        String traceId = entry.traceId();
        if (traceId != null) {
            members.put("traceId", quoted(traceId));
        }
        var json = new StringBuilder("{");
        members.forEach((name, value) -> json.append(json.length() == 1 ? "" : ",")
                .append(quoted(name))
                .append(':')
                .append(value));
        return json.append('}').toString();
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }
}
