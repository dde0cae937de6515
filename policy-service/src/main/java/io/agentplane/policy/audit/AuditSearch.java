package io.agentplane.policy.audit;

import io.agentplane.platform.audit.AuditOutcome;
import io.agentplane.policy.engine.CanonicalId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries to look for; all of it must hold.
 *
 * @param actor an id or a name
 * @param resource a path; what lies below it, or is told more precisely in a query, is found too
 */
record AuditSearch(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String resource,
        @Nullable AuditOutcome outcome,
        @Nullable Instant from,
        @Nullable Instant to) {

    AuditSearch {
        actor = actor == null ? null : CanonicalId.inPath(actor);
        resource = resource == null ? null : CanonicalId.inPath(resource);
    }
}
