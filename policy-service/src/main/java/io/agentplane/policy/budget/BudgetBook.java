package io.agentplane.policy.budget;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import io.agentplane.policy.budget.Budget.Balance;
import io.agentplane.policy.budget.Budget.Taken;
import io.agentplane.policy.budget.BudgetEvent.BudgetChanged;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The budgets of the present namespace. */
@Service
class BudgetBook {

    private final BudgetQueries queries;
    private final BudgetSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    BudgetBook(BudgetQueries queries, BudgetSettings settings, ApplicationEventPublisher events, Clock clock) {
        this.queries = queries;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    BudgetView get(BudgetScope scope, String id) {
        String subject = subject(scope, id);
        Budget budget = queries.find(scope, subject)
                .or(() -> scope == BudgetScope.NAMESPACE ? Optional.of(ofNamespace()) : Optional.empty())
                .orElseThrow(() -> BudgetProblem.BUDGET_NOT_FOUND.because(
                        "There is no budget for this agent, owner or namespace"));
        return view(budget, clock.instant());
    }

    @Transactional(readOnly = true)
    Page<BudgetView> list(@Nullable UUID after, int limit) {
        Instant now = clock.instant();
        Page<Balance> page = Page.cut(
                queries.list(after, limit, now),
                limit,
                balance -> balance.budget().id().toString());
        return new Page<>(
                page.items().stream()
                        .map(balance -> balance.budget().view(now, balance.taken()))
                        .toList(),
                page.nextCursor());
    }

    /**
     * Sets the limits, of a new budget if the caller has read that there is none (revision 0). In another period counts what
     * was taken since it began, and all that was in the one that runs.
     */
    @Transactional
    BudgetView change(BudgetScope scope, String id, WriteBudgetRequest request, Revision read) {
        String subject = subject(scope, id);
        queries.insertIfAbsent(new Budget(
                UuidCreator.getTimeOrderedEpoch(),
                Namespace.current(),
                scope,
                subject,
                request.period(),
                request.limit(),
                request.taskLimit(),
                0));
        Budget known = queries.lock(scope, subject).orElseThrow();
        read.requireCurrent(known.revision());
        Budget changed = new Budget(
                known.id(),
                known.namespace(),
                scope,
                subject,
                request.period(),
                request.limit(),
                request.taskLimit(),
                known.revision() + 1);
        queries.update(changed);
        Instant now = clock.instant();
        if (changed.period() != known.period()) {
            queries.carryOver(
                    changed, known.period().startOf(now), changed.period().startOf(now));
        }
        queries.forgetThresholds(changed, changed.period().startOf(now));
        events.publishEvent(new BudgetChanged(changed.state()));
        return view(changed, now);
    }

    /** Sees to it that the namespace has a budget, which caps its tasks. */
    void requireOfNamespace() {
        queries.insertIfAbsent(ofNamespace());
    }

    private Budget ofNamespace() {
        return new Budget(
                UuidCreator.getTimeOrderedEpoch(),
                Namespace.current(),
                BudgetScope.NAMESPACE,
                Namespace.current(),
                BudgetPeriod.MONTH,
                Limit.NONE,
                new Limit(settings.taskCap(), null),
                0);
    }

    private BudgetView view(Budget budget, Instant now) {
        Taken taken = queries.taken(budget, budget.period().startOf(now));
        return budget.view(now, taken);
    }

    /** Agents have one spelling here, and a namespace knows no other. */
    private static String subject(BudgetScope scope, String id) {
        return switch (scope) {
            case AGENT -> agent(id);
            case OWNER -> id;
            case NAMESPACE -> {
                if (!id.equals(Namespace.current())) {
                    throw BudgetProblem.BUDGET_NOT_FOUND.because(
                            "There is no budget for this agent, owner or namespace");
                }
                yield id;
            }
        };
    }

    private static String agent(String id) {
        try {
            return UUID.fromString(id).toString();
        } catch (IllegalArgumentException malformed) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: id")
                    .withErrors(List.of(new FieldFault("id", "must be the id of an agent")));
        }
    }
}
