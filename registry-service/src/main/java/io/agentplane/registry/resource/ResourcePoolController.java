package io.agentplane.registry.resource;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.text.SimpleName;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

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

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listResourcePools")
    @GetMapping
    Page<ResourcePoolView> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return pools.list(Cursor.decodeId(cursor), limit);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getResourcePool")
    @GetMapping("/{name}")
    ResourcePoolDetailView get(
            @PathVariable @SimpleName String name,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return pools.get(name, Cursor.decodeId(cursor), limit);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listLedgerEntries")
    @GetMapping("/{name}/ledger")
    Page<LedgerEntryView> ledger(
            @PathVariable @SimpleName String name,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        Long after = Cursor.decodeNumber(cursor);
        return pools.ledger(name, after == null ? 0 : after, limit);
    }

    /** An agent says all that it contributes, so nothing can be overwritten unseen; who minds sends {@code If-Match}. */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "contributeResources", agent = "agentId")
    @PutMapping("/{name}/contributions/{agentId}")
    ResponseEntity<ContributionView> contribute(
            @PathVariable @SimpleName String name,
            @PathVariable UUID agentId,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody ContributeRequest request) {
        ContributionView contribution =
                pools.contribute(name, agentId, request.amounts(), ifMatch == null ? null : Revision.ifMatch(ifMatch));
        return ResponseEntity.ok().eTag(Revision.eTag(contribution.revision())).body(contribution);
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "withdrawContribution", agent = "agentId")
    @DeleteMapping("/{name}/contributions/{agentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable @SimpleName String name, @PathVariable UUID agentId) {
        pools.withdraw(name, agentId);
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "allocateResources")
    @PostMapping("/{name}/allocations")
    ResponseEntity<AllocationView> allocate(
            @PathVariable @SimpleName String name,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody AllocateRequest request) {
        Caller.current().requireMayActAs(request.agentId());
        AllocationView allocation = idempotency.once(
                key, new Wanted(name, request), AllocationView.class, () -> allocations.allocate(name, request));
        return ResponseEntity.created(Location.below(allocation.id())).body(allocation);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getAllocation")
    @GetMapping("/{name}/allocations/{id}")
    AllocationView get(@PathVariable @SimpleName String name, @PathVariable UUID id) {
        return allocations.get(name, id);
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "releaseResources")
    @DeleteMapping("/{name}/allocations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable @SimpleName String name, @PathVariable UUID id) {
        allocations.release(name, id);
    }

    /** The same request to another pool is another request. */
    private record Wanted(String pool, AllocateRequest request) {}
}
