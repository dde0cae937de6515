package io.agentplane.policy.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message to the webhook.
 *
 * @param id also the message's {@code webhook-id}, by which a receiver knows one that comes again
 * @param attempts tries so far, the one under way included
 * @param nextAttemptAt when it is tried again, unless it is taken before; absent when it isn't
 * @param lastFault why the last failed try did
 */
record DeliveryView(
        UUID id,
        UUID approvalId,
        String type,
        DeliveryStatus status,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String lastFault,
        Instant createdAt,
        @Nullable Instant endedAt) {}
