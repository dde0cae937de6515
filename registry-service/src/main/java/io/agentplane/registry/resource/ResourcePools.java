package io.agentplane.registry.resource;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The pools of the present namespace, and what agents put into them. */
@Service
class ResourcePools {

    private final PoolQueries pools;
    private final ContributionQueries contributions;
    private final LedgerQueries ledger;
    private final PoolBook book;
    private final Participants participants;
    private final ResourceSettings settings;

    ResourcePools(
            PoolQueries pools,
            ContributionQueries contributions,
            LedgerQueries ledger,
            PoolBook book,
            Participants participants,
            ResourceSettings settings) {
        this.pools = pools;
        this.contributions = contributions;
        this.ledger = ledger;
        this.book = book;
        this.participants = participants;
        this.settings = settings;
    }

    /**
     * Has an agent put in these amounts instead of those before; the first contribution makes the pool.
     *
     * @param expected what the caller has read, if it minds; zero for none
     */
    @Transactional
    ContributionView contribute(String name, UUID agentId, Amounts amounts, @Nullable Revision expected) {
        participants.admit(agentId);
        Pool pool = pools.lockOrCreate(name, Namespace.current());
        Optional<Contribution> known = contributions.find(pool, agentId);
        if (expected != null) {
            expected.requireCurrent(known.map(Contribution::revision).orElse(0L));
        }
        if (known.isPresent() && known.get().amounts().equals(amounts)) {
            return known.get().view();
        }
        LedgerEntry entry = known.map(before -> change(before, amounts)).orElseGet(() -> {
            requireRoom(pool);
            return LedgerEntry.ofContribution(LedgerEntryType.CONTRIBUTED, agentId, amounts);
        });
        Contribution stored = contributions.store(pool, agentId, amounts);
        book.enter(pool, List.of(entry), Caller.current().id());
        return stored.view();
    }

    private static LedgerEntry change(Contribution before, Amounts amounts) {
        if (!before.used().beyond(amounts).isNothing()) {
            throw inUse(before, "More of the contribution is in use than would be left of it");
        }
        return LedgerEntry.ofContribution(LedgerEntryType.CHANGED, before.agentId(), amounts.minus(before.amounts()));
    }

    private void requireRoom(Pool pool) {
        if (contributions.count(pool) >= settings.mostContributors()) {
            throw ResourceProblem.RESOURCE_POOL_FULL
                    .because("The pool has as many contributors as a pool can have; take another")
                    .with("mostContributors", settings.mostContributors());
        }
    }

    /** Takes an agent's contribution out, if nothing of it is in use. */
    @Transactional
    void withdraw(String name, UUID agentId) {
        Pool pool = found(pools.lock(name, Namespace.current()));
        Contribution contribution = contributions
                .find(pool, agentId)
                .orElseThrow(() ->
                        ResourceProblem.CONTRIBUTION_NOT_FOUND.because("The agent contributes nothing to this pool"));
        if (contribution.isUsed()) {
            throw inUse(contribution, "The contribution is in use; it can be withdrawn when all of it is released");
        }
        contributions.remove(pool, agentId);
        book.enter(
                pool,
                List.of(LedgerEntry.ofContribution(
                        LedgerEntryType.WITHDRAWN,
                        agentId,
                        contribution.amounts().negated())),
                Caller.current().id());
    }

    private static DomainException inUse(Contribution contribution, String why) {
        return ResourceProblem.CONTRIBUTION_IN_USE.because(why).with("used", Capacity.of(contribution.used()));
    }

    @Transactional(readOnly = true)
    Page<ResourcePoolView> list(@Nullable UUID after, int limit) {
        return Page.cut(
                pools.list(Namespace.current(), after, limit),
                limit,
                pool -> pool.id().toString());
    }

    /** The totals and one page of the accounts, of one moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    ResourcePoolDetailView get(String name, @Nullable UUID after, int limit) {
        Pool pool = found(pools.find(name, Namespace.current()));
        Page<AccountView> accounts = Page.cut(
                pools.accounts(pool, after, limit),
                limit,
                account -> account.agentId().toString());
        return ResourcePoolDetailView.of(pools.view(pool), accounts);
    }

    @Transactional(readOnly = true)
    Page<LedgerEntryView> ledger(String name, long after, int limit) {
        Pool pool = found(pools.find(name, Namespace.current()));
        return Page.cut(ledger.list(pool, after, limit), limit, entry -> Long.toString(entry.sequence()));
    }

    static Pool found(Optional<Pool> pool) {
        return pool.orElseThrow(
                () -> ResourceProblem.RESOURCE_POOL_NOT_FOUND.because("There is no resource pool with this name"));
    }
}
