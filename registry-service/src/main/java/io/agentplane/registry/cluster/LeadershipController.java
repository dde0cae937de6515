package io.agentplane.registry.cluster;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import io.swagger.v3.oas.annotations.tags.Tag;
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

@Tag(name = "Clusters and leaders")
@RestController
@RequestMapping("/clusters/{id}")
class LeadershipController {

    private final Leadership leadership;

    LeadershipController(Leadership leadership) {
        this.leadership = leadership;
    }

    /**
     * Shows who leads a cluster at this moment. Refused with {@code cluster-not-found}, and with {@code no-leader}
     * while no lease holds.
     *
     * @param id the cluster's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getLeader")
    @GetMapping("/leader")
    LeaderView leader(@PathVariable UUID id) {
        return leadership.leader(id);
    }

    /**
     * Renews the lease of a cluster's leader. The lease then holds for the cluster's {@code leaseDuration} from now, so it can
     * be sent again. Refused with {@code cluster-not-found}, and with {@code leadership-lost} when the term is over or
     * the lease has run out: then the agent has to stop leading.
     * The id and the term in the example stand for yours.
     *
     * @param id the cluster's id
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "renewLeadership")
    @PutMapping("/leader")
    LeaderView renew(@PathVariable UUID id, @Valid @RequestBody RenewLeaseRequest request) {
        Caller.current().requireMayActAs(request.agentId());
        return leadership.renew(id, new LeadershipClaim(request.agentId(), request.term()));
    }

    /**
     * Elects a leader of a cluster. Elected is the active member that scores best and does not drain. A leader that
     * leads is kept and answered, unless {@code force} is given: then its lease ends, and a new term begins each time
     * it is sent. The events {@code leader-lost} and {@code leader-elected} are published when there is a change.
     *
     * <p>Refused with {@code cluster-not-found}, and with {@code no-candidate} when no member is active.
     *
     * @param id the cluster's id
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.ANY, action = "electLeader")
    @PostMapping("/election")
    LeaderView elect(@PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable ElectionRequest request) {
        return leadership.elect(id, request != null && Boolean.TRUE.equals(request.force()));
    }

    /**
     * Lists who has led a cluster. The latest comes first. The last 1000 leases are kept, unless the registry is set
     * otherwise. Refused with {@code cluster-not-found}.
     *
     * @param id the cluster's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listLeaderships")
    @GetMapping("/leases")
    Page<LeadershipView> leases(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return leadership.leases(id, Cursor.decodeNumber(cursor), limit);
    }
}
