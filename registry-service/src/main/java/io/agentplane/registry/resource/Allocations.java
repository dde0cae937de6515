package io.agentplane.registry.resource;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.registry.resource.Allocator.Offer;
import io.agentplane.registry.resource.Allocator.Outcome;
import io.agentplane.registry.resource.Allocator.Part;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** What is granted out of the pools of the present namespace, and given back. */
@Service
class Allocations {

    /** Bounds how long a pool is locked for an expiry. */
    private static final int BATCH = 500;

    private final PoolQueries pools;
    private final ContributionQueries contributions;
    private final AllocationQueries allocations;
    private final PoolBook book;
    private final Participants participants;
    private final TransactionOperations transaction;

    Allocations(
            PoolQueries pools,
            ContributionQueries contributions,
            AllocationQueries allocations,
            PoolBook book,
            Participants participants,
            TransactionOperations transaction) {
        this.pools = pools;
        this.contributions = contributions;
        this.allocations = allocations;
        this.book = book;
        this.participants = participants;
        this.transaction = transaction;
    }

    /** Grants all of a request or nothing. */
    @Transactional
    AllocationView allocate(String name, AllocateRequest request) {
        participants.admit(request.agentId());
        Pool pool = ResourcePools.found(pools.lock(name, Namespace.current()));
        List<Offer> offers = contributions.grantable(pool).stream()
                .map(contribution -> new Offer(contribution.agentId(), contribution.free()))
                .toList();
        return switch (Allocator.allocate(request.amounts(), offers)) {
            case Outcome.Granted(List<Part> parts) -> grant(pool, request, parts);
            case Outcome.Insufficient(Amounts missing) -> throw refused(missing);
        };
    }

    private AllocationView grant(Pool pool, AllocateRequest request, List<Part> parts) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        allocations.grant(pool, id, request, parts);
        book.enter(
                pool,
                parts.stream()
                        .map(part -> LedgerEntry.granted(request.agentId(), id, part))
                        .toList(),
                Caller.current().id());
        return allocations.find(pool, id).orElseThrow();
    }

    private DomainException refused(Amounts missing) {
        book.countRefused();
        return ResourceProblem.INSUFFICIENT_RESOURCES
                .because("The pool has not enough left; nothing was allocated")
                .with("missing", Capacity.named(missing));
    }

    @Transactional(readOnly = true)
    AllocationView get(String name, UUID id) {
        Pool pool = ResourcePools.found(pools.find(name, Namespace.current()));
        return allocations.find(pool, id).orElseThrow(Allocations::notFound);
    }

    /** Gives an allocation back. A second time there is none any more. */
    @Transactional
    void release(String name, UUID id) {
        Pool pool = ResourcePools.found(pools.lock(name, Namespace.current()));
        List<LedgerEntry> released = book.release(pool, List.of(id), LedgerEntryType.RELEASED);
        if (released.isEmpty()) {
            throw notFound();
        }
        released.forEach(entry -> Caller.current().requireMayActAs(entry.consumerId()));
        book.enter(pool, released, Caller.current().id());
    }

    private static DomainException notFound() {
        return ResourceProblem.ALLOCATION_NOT_FOUND.because("There is no such allocation; it may be released already");
    }

    /** Releases what has lapsed in any namespace, batch after batch, on one replica at a time. */
    void releaseLapsed() {
        boolean more = true;
        while (more) {
            more = transaction.execute(status -> allocations.lockExpiry() && releaseBatch());
        }
    }

    private boolean releaseBatch() {
        return allocations
                .poolOfLapsed()
                .filter(pools::lock)
                .map(pool -> {
                    List<UUID> lapsed = allocations.lapsed(pool, BATCH);
                    book.enter(pool, book.release(pool, lapsed, LedgerEntryType.EXPIRED), null);
                    return true;
                })
                .orElse(false);
    }
}
