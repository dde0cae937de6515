package io.agentplane.policy.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.audit.AuditOutcome;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

final class AuditFixtures {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

    private AuditFixtures() {}

    static AuditEntry entry(String namespace, String actor, String action, String resource) {
        return entry(namespace, actor, action, resource, Instant.now());
    }

    static AuditEntry entry(String namespace, String actor, String action, String resource, Instant at) {
        return new AuditEntry(
                UuidCreator.getTimeOrderedEpoch(),
                namespace,
                at,
                new AuditEntry.Actor(actor, actor + "-name"),
                action,
                resource,
                AuditOutcome.ALLOWED,
                200,
                null,
                "10.0.0.1",
                "0af7651916cd43dd8448eb211c80319c");
    }

    static List<AuditEntry> entries(String namespace, int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        number -> entry(namespace, "ann", "POST /agents/*/activate", "/agents/" + number + "/activate"))
                .toList();
    }
}
