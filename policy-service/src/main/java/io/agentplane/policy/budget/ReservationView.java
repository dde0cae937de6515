package io.agentplane.policy.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reservation.
 *
 * @param amount reserved, in US dollars
 * @param spent what the call did cost, once settled
 * @param expiresAt when it lapses unless it is settled
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
