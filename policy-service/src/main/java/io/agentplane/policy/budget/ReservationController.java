package io.agentplane.policy.budget;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.web.Location;
import io.agentplane.policy.permission.AgentRights;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Before a call that costs something, its highest cost is reserved in all budgets that it counts in; afterwards it is
 * settled with what it cost, or released.
 */
@Tag(name = "Budget reservations")
@RestController
@RequestMapping("/budget-reservations")
class ReservationController {

    private final BudgetLedger ledger;
    private final ReservationTurns turns;
    private final LapseSweep lapses;
    private final AgentRights agentRights;
    private final Idempotency idempotency;

    ReservationController(
            BudgetLedger ledger,
            ReservationTurns turns,
            LapseSweep lapses,
            AgentRights agentRights,
            Idempotency idempotency) {
        this.ledger = ledger;
        this.turns = turns;
        this.lapses = lapses;
        this.agentRights = agentRights;
        this.idempotency = idempotency;
    }

    /**
     * Reserves the most that a call may cost. The cost is held in the budgets of the agent, of its owner and of the
     * namespace, and in the caps that these set for the task, in all of them or in none. A reservation that is neither
     * settled nor released in time lapses, and what it held is given back.
     *
     * <p>Refused with 402 {@code budget-exhausted}, which tells in {@code scope}, {@code perTask} and {@code left}
     * what is short, with {@code agent-mismatch} when an agent reserves for another, and with {@code budgets-busy}.
     * The agent's id in the example stands for one of yours.
     */
    @ResponseStatus(HttpStatus.CREATED)
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "reserveBudget")
    @PostMapping
    ResponseEntity<ReservationView> reserve(@Nullable IdempotencyKey key, @Valid @RequestBody ReserveRequest request) {
        requireCallerIs(request.agentId());
        ReservationView reservation = turns.take(() -> reserved(key, request));
        return ResponseEntity.created(Location.below(reservation.id())).body(reservation);
    }

    /** Nothing is refused for want of what is due to be given back. */
    private ReservationView reserved(@Nullable IdempotencyKey key, ReserveRequest request) {
        try {
            return idempotency.once(key, request, ReservationView.class, () -> ledger.reserve(request));
        } catch (DomainException refusal) {
            if (refusal.code() == BudgetProblem.BUDGET_EXHAUSTED && lapses.sweepNamespace()) {
                return idempotency.once(key, request, ReservationView.class, () -> ledger.reserve(request));
            }
            throw refusal;
        }
    }

    /**
     * Shows a reservation. A reservation that has ended is kept for 30 days from its beginning, unless the service is
     * set otherwise. Refused with {@code reservation-not-found}.
     *
     * @param id the reservation's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getReservation")
    @GetMapping("/{id}")
    ReservationView get(@PathVariable UUID id) {
        return ledger.get(id);
    }

    /**
     * Settles a reservation with what the call cost. The cost counts as spent, also when it is more than was reserved,
     * or comes after the reservation has lapsed. The same cost sent again changes nothing.
     *
     * <p>Refused with {@code reservation-not-found}, {@code agent-mismatch} when it is another agent's, and
     * {@code reservation-closed} when it was released, or settled with another cost.
     *
     * @param id the reservation's id
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "settleReservation")
    @PostMapping("/{id}/settle")
    ReservationView settle(@PathVariable UUID id, @Valid @RequestBody SettleRequest request) {
        requireCallerIs(ledger.get(id).agentId());
        return ledger.settle(id, request.cost());
    }

    /**
     * Gives a reservation back. All that was held is free again, and nothing counts as spent. Sent again it changes
     * nothing, and a reservation that has lapsed stays so. Refused with {@code reservation-not-found},
     * {@code agent-mismatch} when it is another agent's, and {@code reservation-closed} when it was settled.
     *
     * @param id the reservation's id
     */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "releaseReservation")
    @PostMapping("/{id}/release")
    ReservationView release(@PathVariable UUID id) {
        requireCallerIs(ledger.get(id).agentId());
        return ledger.release(id);
    }

    /** Agents spend from their own budgets only. */
    private void requireCallerIs(UUID agentId) {
        agentRights.requireCallerIs(List.of(agentId.toString()));
    }
}
