package io.agentplane.registry.resource;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.text.SimpleName;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Pools of cpu, memory, storage and bandwidth: agents contribute to them and are granted allocations out of them, never
 * more than is there. Every change of a pool is an entry in its ledger.
 */
@Tag(name = "Resource pools")
@RestController
@RequestMapping("/resource-pools")
class ResourcePoolController {

    private final ResourcePools pools;
    private final Allocations allocations;
    private final Idempotency idempotency;

    ResourcePoolController(ResourcePools pools, Allocations allocations, Idempotency idempotency) {
        this.pools = pools;
        this.allocations = allocations;
        this.idempotency = idempotency;
    }

    /** Lists the resource pools. Each comes with what is contributed, used and free. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listResourcePools")
    @GetMapping
    Page<ResourcePoolView> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return pools.list(Cursor.decodeId(cursor), limit);
    }

    /**
     * Shows a resource pool with its agents. The totals are those of the whole pool; {@code limit} and {@code cursor}
     * page through the agents. Refused with {@code resource-pool-not-found}.
     *
     * @param name the pool's name
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getResourcePool")
    @GetMapping("/{name}")
    ResourcePoolDetailView get(
            @PathVariable @SimpleName String name,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return pools.get(name, Cursor.decodeId(cursor), limit);
    }

    /**
     * Lists the entries of a resource pool's ledger. The oldest comes first. Nothing in a ledger is ever changed. Refused
     * with {@code resource-pool-not-found}.
     *
     * @param name the pool's name
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listLedgerEntries")
    @GetMapping("/{name}/ledger")
    Page<LedgerEntryView> ledger(
            @PathVariable @SimpleName String name,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        Long after = Cursor.decodeNumber(cursor);
        return pools.ledger(name, after == null ? 0 : after, limit);
    }

    /**
     * Sets what an agent contributes to a resource pool. The body takes the place of all that the agent contributed before;
     * the first contribution makes the pool. The same again changes nothing, so it can be sent again. {@code If-Match}
     * may be left out here; who sends it changes only what it has read. The event {@code resource-pool-changed} is
     * published.
     *
     * <p>Refused with {@code agent-not-found}, with {@code agent-out-of-work} when the agent is inactive or
     * decommissioned, with {@code contribution-in-use} when more is in use than would be left, and with
     * {@code resource-pool-full} when the pool has 1000 contributors, unless the registry is set otherwise.
     *
     * @param name the pool's name
     * @param agentId the id of the agent that contributes
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "contributeResources", agent = "agentId")
    @PutMapping("/{name}/contributions/{agentId}")
    ContributionView contribute(
            @PathVariable @SimpleName String name,
            @PathVariable UUID agentId,
            @Nullable Revision read,
            @Valid @RequestBody ContributeRequest request) {
        return pools.contribute(name, agentId, request.amounts(), read);
    }

    /**
     * Withdraws what an agent contributes to a resource pool. The event {@code resource-pool-changed} is published.
     * Refused with {@code contribution-in-use} while any of it is allocated, with {@code resource-pool-not-found}, and
     * with {@code contribution-not-found}, so also the second time.
     *
     * @param name the pool's name
     * @param agentId the id of the agent that contributes
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "withdrawContribution", agent = "agentId")
    @DeleteMapping("/{name}/contributions/{agentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable @SimpleName String name, @PathVariable UUID agentId) {
        pools.withdraw(name, agentId);
    }

    /**
     * Allocates resources of a pool to an agent. All of the request is granted, or nothing. The resources are taken from the largest
     * contributions first, and from several where one is not enough. The allocation ends when it is released, when its
     * time is up, or when the agent goes out of work. The event {@code resource-pool-changed} is published.
     *
     * <p>Refused with {@code insufficient-resources}, which says in {@code missing} how much of what is lacking; with
     * {@code agent-out-of-work} when the agent is inactive or decommissioned; and with {@code resource-pool-not-found} and {@code agent-not-found}. The id in the
     * example stands for one of yours.
     *
     * @param name the pool's name
     */
    @ResponseStatus(HttpStatus.CREATED)
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "allocateResources")
    @PostMapping("/{name}/allocations")
    ResponseEntity<AllocationView> allocate(
            @PathVariable @SimpleName String name,
            @Nullable IdempotencyKey key,
            @Valid @RequestBody AllocateRequest request) {
        Caller.current().requireMayActAs(request.agentId());
        AllocationView allocation = idempotency.once(
                key, new Wanted(name, request), AllocationView.class, () -> allocations.allocate(name, request));
        return ResponseEntity.created(Location.below(allocation.id())).body(allocation);
    }

    /**
     * Shows an allocation. Refused with {@code resource-pool-not-found}, and with {@code allocation-not-found}, also
     * when it is released already.
     *
     * @param name the pool's name
     * @param id the allocation's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getAllocation")
    @GetMapping("/{name}/allocations/{id}")
    AllocationView get(@PathVariable @SimpleName String name, @PathVariable UUID id) {
        return allocations.get(name, id);
    }

    /**
     * Releases an allocation. Others can have its resources from then on. The event {@code resource-pool-changed} is
     * published. Refused with {@code resource-pool-not-found}, and with {@code allocation-not-found}, so also the
     * second time.
     *
     * @param name the pool's name
     * @param id the allocation's id
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "releaseResources")
    @DeleteMapping("/{name}/allocations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable @SimpleName String name, @PathVariable UUID id) {
        allocations.release(name, id);
    }

    /** The same request to another pool is another request. */
    private record Wanted(String pool, AllocateRequest request) {}
}
