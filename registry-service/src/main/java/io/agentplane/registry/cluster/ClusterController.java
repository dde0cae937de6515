package io.agentplane.registry.cluster;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A change that names a leader and its term is refused when that leader no longer leads. */
@RestController
@RequestMapping("/clusters")
class ClusterController {

    private final Clusters clusters;
    private final Idempotency idempotency;

    ClusterController(Clusters clusters, Idempotency idempotency) {
        this.clusters = clusters;
        this.idempotency = idempotency;
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.ANY, action = "formCluster")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ClusterView> form(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody FormClusterRequest request) {
        ClusterView cluster = idempotency.once(key, request, ClusterView.class, () -> clusters.form(request));
        return ResponseEntity.created(Location.below(cluster.id()))
                .eTag(Revision.eTag(cluster.revision()))
                .body(cluster);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listClusters")
    @GetMapping
    Page<ClusterView> list(
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return clusters.list(Cursor.decodeId(cursor), limit);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getCluster")
    @GetMapping("/{id}")
    ClusterView get(@PathVariable UUID id, HttpServletResponse response) {
        ClusterView cluster = clusters.get(id);
        response.setHeader(HttpHeaders.ETAG, Revision.eTag(cluster.revision()));
        return cluster;
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.ANY, action = "dissolveCluster")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dissolve(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID leaderId,
            @RequestParam(required = false) @Nullable Long term) {
        clusters.dissolve(id, LeadershipClaim.of(leaderId, term));
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.ANY, action = "addMember")
    @PostMapping("/{id}/members")
    ResponseEntity<ClusterView> join(@PathVariable UUID id, @Valid @RequestBody AddMemberRequest request) {
        return answer(clusters.join(id, request.agentId(), LeadershipClaim.of(request.leaderId(), request.term())));
    }

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

    private static ResponseEntity<ClusterView> answer(ClusterView cluster) {
        return ResponseEntity.ok().eTag(Revision.eTag(cluster.revision())).body(cluster);
    }
}
