package io.agentplane.registry.cluster;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/clusters/{id}")
class LeadershipController {

    private final Leadership leadership;

    LeadershipController(Leadership leadership) {
        this.leadership = leadership;
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getLeader")
    @GetMapping("/leader")
    LeaderView leader(@PathVariable UUID id) {
        return leadership.leader(id);
    }

    /** The leader renews its lease. */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "renewLeadership")
    @PutMapping("/leader")
    LeaderView renew(@PathVariable UUID id, @Valid @RequestBody RenewLeaseRequest request) {
        Caller.current().requireMayActAs(request.agentId());
        return leadership.renew(id, new LeadershipClaim(request.agentId(), request.term()));
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.ANY, action = "electLeader")
    @PostMapping("/election")
    LeaderView elect(@PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable ElectionRequest request) {
        return leadership.elect(id, request != null && Boolean.TRUE.equals(request.force()));
    }

    /** Everyone who led the cluster, the latest first. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listLeaderships")
    @GetMapping("/leases")
    Page<LeadershipView> leases(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return leadership.leases(id, Cursor.decodeNumber(cursor), limit);
    }
}
