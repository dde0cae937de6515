package io.agentplane.policy.budget;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.web.Location;
import io.agentplane.policy.permission.AgentRights;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

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

    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "reserveBudget")
    @PostMapping
    ResponseEntity<ReservationView> reserve(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ReserveRequest request) {
        requireCallerIs(request.agentId());
        ReservationView reservation = turns.take(() -> reserved(key, request));
        return ResponseEntity.created(Location.below(reservation.id())).body(reservation);
    }

    /** Nothing is refused for want of what is due to be given back. */
    private ReservationView reserved(@Nullable String key, ReserveRequest request) {
        try {
            return idempotency.once(key, request, ReservationView.class, () -> ledger.reserve(request));
        } catch (DomainException refusal) {
            if (refusal.code() == BudgetProblem.BUDGET_EXHAUSTED && lapses.sweepNamespace()) {
                return idempotency.once(key, request, ReservationView.class, () -> ledger.reserve(request));
            }
            throw refusal;
        }
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getReservation")
    @GetMapping("/{id}")
    ReservationView get(@PathVariable UUID id) {
        return ledger.get(id);
    }

    /** What the call did cost, also after the reservation has lapsed; repeating it changes nothing. */
    @Right(value = Permission.MESSAGES_ROUTE, on = Reach.OWN, action = "settleReservation")
    @PostMapping("/{id}/settle")
    ReservationView settle(@PathVariable UUID id, @Valid @RequestBody SettleRequest request) {
        requireCallerIs(ledger.get(id).agentId());
        return ledger.settle(id, request.cost());
    }

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
