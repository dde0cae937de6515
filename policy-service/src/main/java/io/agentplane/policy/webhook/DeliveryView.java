package io.agentplane.policy.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to the webhook.
 *
 * @param id the message's id, and its {@code webhook-id}, by which a receiver knows one that comes again
 * @param approvalId the approval that it is about
 * @param type what happened: {@code approval-opened}, {@code approval-approved}, {@code approval-denied},
 *     {@code approval-expired}, {@code approval-cancelled} or {@code approval-consumed}
 * @param status {@code PENDING} while it is tried or will be, {@code DELIVERED} once the receiver has taken it,
 *     {@code FAILED} when the tries are used up or the webhook is gone
 * @param attempts how often it was tried, the try under way included
 * @param nextAttemptAt when it is tried next at the latest; absent when it is not tried again
 * @param lastFault why the last failed try failed; absent when none did
 * @param createdAt when it happened
 * @param endedAt when it was delivered or had failed; absent while it is pending
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
