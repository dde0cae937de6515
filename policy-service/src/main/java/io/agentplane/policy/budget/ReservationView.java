package io.agentplane.policy.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is reserved for a call.
 *
 * @param id the reservation's id
 * @param agentId the agent that makes the call
 * @param owner the agent's owner, whose budget it counts in; absent when none is known
 * @param taskId the task that the call is for; absent when it counts as a task of its own
 * @param amount reserved in US dollars
 * @param tokens reserved in tokens
 * @param status {@code HELD} until it ends, {@code SETTLED} with what was spent, {@code RELEASED} when nothing was,
 *     {@code LAPSED} when no news came in time
 * @param spent what the call cost; absent until it is settled
 * @param createdAt when it was made
 * @param expiresAt when it lapses unless it is settled or released before
 */
public record ReservationView(
        UUID id,
        UUID agentId,
        @Nullable String owner,
        @Nullable UUID taskId,
        BigDecimal amount,
        long tokens,
        ReservationStatus status,
        @Nullable Cost spent,
        Instant createdAt,
        Instant expiresAt) {

    Cost cost() {
        return new Cost(amount, tokens);
    }
}
