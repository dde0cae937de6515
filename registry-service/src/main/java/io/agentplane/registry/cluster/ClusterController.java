package io.agentplane.registry.cluster;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Clusters group agents, and each cluster has at most one leader at a time. The leader holds a lease, which it renews;
 * each election begins a new term, and a change that names a leader and a term is refused with {@code leadership-lost}
 * when that leader no longer leads.
 */
@Tag(name = "Clusters and leaders")
@RestController
@RequestMapping("/clusters")
class ClusterController {

    private final Clusters clusters;
    private final Idempotency idempotency;

    ClusterController(Clusters clusters, Idempotency idempotency) {
        this.clusters = clusters;
        this.idempotency = idempotency;
    }

    /**
     * Forms a cluster of agents. A leader is elected at once when any member is active. The events
     * {@code cluster-formed} and {@code leader-elected} are published.
     *
     * <p>Refused with {@code cluster-name-taken}, and with {@code member-not-eligible}, which names in {@code errors}
     * each agent that is unknown, inactive or decommissioned.
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.ANY, action = "formCluster")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ClusterView> form(@Nullable IdempotencyKey key, @Valid @RequestBody FormClusterRequest request) {
        ClusterView cluster = idempotency.once(key, request, ClusterView.class, () -> clusters.form(request));
        return ResponseEntity.created(Location.below(cluster.id())).body(cluster);
    }

    /** Lists the clusters. Clusters come in the order in which they were formed. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listClusters")
    @GetMapping
    Page<ClusterView> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return clusters.list(Cursor.decodeId(cursor), limit);
    }

    /**
     * Shows a cluster. How long its leader leads unless it renews is said with the leader, as renewals are no change of
     * the cluster. Refused with {@code cluster-not-found}.
     *
     * @param id the cluster's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getCluster")
    @GetMapping("/{id}")
    ClusterView get(@PathVariable UUID id) {
        return clusters.get(id);
    }

    /**
     * Dissolves a cluster. Its members go on as they are, and nobody leads any more. The event
     * {@code cluster-dissolved} is published. Refused with {@code cluster-not-found}, so also the second time, and with
     * {@code leadership-lost}.
     *
     * @param id the cluster's id
     * @param leaderId the leader in whose name it is done, together with {@code term}; refused with
     *     {@code leadership-lost} when it does not lead any more. Left out where no leader does it
     * @param term the term that {@code leaderId} was elected for
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.ANY, action = "dissolveCluster")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dissolve(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID leaderId,
            @RequestParam(required = false) @Nullable Long term) {
        clusters.dissolve(id, LeadershipClaim.of(leaderId, term));
    }

    /**
     * Takes an agent into a cluster. One that is a member already stays one, so it can be sent again. Where nobody
     * leads, a leader is elected. The event {@code member-joined} is published.
     *
     * <p>Refused with {@code cluster-not-found}, {@code agent-not-found}, {@code member-not-eligible} when the agent is
     * inactive or decommissioned, {@code cluster-full} when the cluster has 1000 members, and {@code leadership-lost}. The
     * id in the example stands for one of yours.
     *
     * @param id the cluster's id
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.ANY, action = "addMember")
    @PostMapping("/{id}/members")
    ClusterView join(@PathVariable UUID id, @Valid @RequestBody AddMemberRequest request) {
        return clusters.join(id, request.agentId(), LeadershipClaim.of(request.leaderId(), request.term()));
    }

    /**
     * Takes an agent out of a cluster. When it leads, its lease ends at once and another member is elected. The event
     * {@code member-left} is published. Refused with {@code cluster-not-found}, with {@code member-not-found}, so also
     * the second time, and with {@code leadership-lost}.
     *
     * @param id the cluster's id
     * @param agentId the member's id
     * @param leaderId the leader in whose name it is done, together with {@code term}; refused with
     *     {@code leadership-lost} when it does not lead any more. Left out where no leader does it
     * @param term the term that {@code leaderId} was elected for
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.ANY, action = "removeMember")
    @DeleteMapping("/{id}/members/{agentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(
            @PathVariable UUID id,
            @PathVariable UUID agentId,
            @RequestParam(required = false) @Nullable UUID leaderId,
            @RequestParam(required = false) @Nullable Long term) {
        clusters.leave(id, agentId, LeadershipClaim.of(leaderId, term));
    }
}
