package io.agentplane.policy.budget;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.policy.budget.BudgetEvent.BudgetThresholdReached;
import io.agentplane.policy.decision.AgentDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reserves and settles costs in all budgets that they count in, or in none. */
@Service
class BudgetLedger {

    private final LedgerQueries queries;
    private final BudgetBook budgets;
    private final AgentDirectory agents;
    private final BudgetSettings settings;
    private final ApplicationEventPublisher events;
    private final MeterRegistry metrics;
    private final Clock clock;

    BudgetLedger(
            LedgerQueries queries,
            BudgetBook budgets,
            AgentDirectory agents,
            BudgetSettings settings,
            ApplicationEventPublisher events,
            MeterRegistry metrics,
            Clock clock) {
        this.queries = queries;
        this.budgets = budgets;
        this.agents = agents;
        this.settings = settings;
        this.events = events;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Holds what a call may cost at most; refuses when it doesn't fit in one of the budgets. */
    @Transactional
    ReservationView reserve(ReserveRequest request) {
        budgets.requireOfNamespace();
        ReservationView wanted = wanted(request);
        List<Line> lines = queries.reserve(wanted);
        lines.stream().filter(line -> !line.fits()).findFirst().ifPresent(line -> {
            throw exhausted(line);
        });
        tell(lines);
        metrics.counter("agentplane.budget.reserved").increment();
        return wanted;
    }

    /** Counts what a call did cost. The same settlement again changes nothing; another one is refused. */
    @Transactional
    ReservationView settle(UUID id, Cost cost) {
        Optional<List<Line>> settled = queries.close(id, cost, clock.instant());
        settled.ifPresent(this::tell);
        ReservationView reservation = get(id);
        if (reservation.status() != ReservationStatus.SETTLED || !cost.equals(reservation.spent())) {
            throw closed(reservation);
        }
        if (settled.isPresent() && cost.exceeds(reservation.cost())) {
            metrics.counter("agentplane.budget.overspent").increment();
        }
        return reservation;
    }

    /** Gives back all that is held. What is given back already stays so. */
    @Transactional
    ReservationView release(UUID id) {
        queries.close(id, null, clock.instant());
        ReservationView reservation = get(id);
        if (reservation.status() == ReservationStatus.SETTLED) {
            throw closed(reservation);
        }
        return reservation;
    }

    @Transactional(readOnly = true)
    ReservationView get(UUID id) {
        return queries.find(id)
                .orElseThrow(() -> BudgetProblem.RESERVATION_NOT_FOUND.because("There is no reservation with this id"));
    }

    private ReservationView wanted(ReserveRequest request) {
        Instant now = clock.instant();
        Cost cost = request.cost();
        @Nullable
        Object owner = agents.attributes(List.of(request.agentId().toString())).values().stream()
                .map(attributes -> attributes.get("owner"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(request.owner());
        Duration ttl = Objects.requireNonNullElse(request.ttl(), settings.reservationTtl());
        return new ReservationView(
                UuidCreator.getTimeOrderedEpoch(),
                request.agentId(),
                owner == null ? null : owner.toString(),
                request.taskId(),
                cost.amount(),
                cost.tokens(),
                ReservationStatus.HELD,
                null,
                now,
                now.plus(ttl));
    }

    private void tell(List<Line> lines) {
        for (Line line : lines) {
            int threshold = line.newThreshold();
            if (threshold > 0) {
                queries.notified(line.account(), threshold);
                events.publishEvent(new BudgetThresholdReached(
                        new BudgetThreshold(line.budget().state(), line.startsAt(), threshold, line.taken())));
            }
        }
    }

    private DomainException exhausted(Line line) {
        String scope = line.budget().scope().name().toLowerCase(Locale.ROOT);
        metrics.counter("agentplane.budget.refused", "scope", line.ofTask() ? "task" : scope)
                .increment();
        return BudgetProblem.BUDGET_EXHAUSTED
                .because(
                        line.ofTask()
                                ? "The budget of the " + scope + " allows less for one task"
                                : "The budget of the " + scope + " has less left in this period; left says how much")
                .with("scope", scope)
                .with("perTask", line.ofTask())
                .with("left", line.limit().left(line.taken()));
    }

    private static DomainException closed(ReservationView reservation) {
        return BudgetProblem.RESERVATION_CLOSED
                .because("The reservation has already ended in another way; reservationStatus says how")
                .with("reservationStatus", reservation.status());
    }
}
