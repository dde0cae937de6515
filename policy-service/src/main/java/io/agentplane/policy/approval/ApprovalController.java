package io.agentplane.policy.approval;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.Page;
import io.agentplane.policy.engine.CanonicalId;
import io.agentplane.policy.evaluation.PlainId;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a policy requires approval, people decide. An approval stands for exactly one request of an agent and can be
 * used once. Nobody decides what they have asked for themselves.
 */
@Tag(name = "Approvals")
@RestController
@RequestMapping("/approvals")
class ApprovalController {

    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    private final Approvals approvals;
    private final OutcomeWatch watch;
    private final Idempotency idempotency;

    ApprovalController(Approvals approvals, OutcomeWatch watch, Idempotency idempotency) {
        this.approvals = approvals;
        this.watch = watch;
        this.idempotency = idempotency;
    }

    /**
     * Lists the approvals. The newest approval comes first, and the context of the requests is left out. Approvals
     * that have ended are kept for 400 days, unless the service is set otherwise.
     *
     * @param status only approvals in this state: {@code PENDING}, {@code APPROVED}, {@code DENIED}, {@code EXPIRED}
     *     or {@code CANCELLED}
     * @param agentId only approvals for this agent
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listApprovals")
    @GetMapping
    Page<ApprovalView> list(
            @RequestParam(required = false) @Nullable ApprovalStatus status,
            @RequestParam(required = false) @PlainId @Nullable String agentId,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Size(max = 200) @Nullable String cursor) {
        return approvals.list(status, agentId == null ? null : CanonicalId.of(agentId), Cursor.decodeId(cursor), limit);
    }

    /**
     * Shows an approval. With {@code wait} the answer comes when it is decided, or after that time as it is then.
     * Refused with {@code approval-not-found}, and with {@code too-many-waiting} when too many wait already.
     *
     * @param id the approval's id
     * @param patience how long to wait while it is pending, as an ISO 8601 duration from {@code PT0S} to
     *     {@code PT1M}; not at all when left out
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getApproval")
    @GetMapping("/{id}")
    ApprovalView get(
            @PathVariable UUID id, @RequestParam(name = "wait", required = false) @Nullable Duration patience) {
        Duration wait = patience == null ? Duration.ZERO : bounded(patience);
        ApprovalView approval = approvals.get(id);
        if (wait.isZero() || approval.status() != ApprovalStatus.PENDING) {
            return approval;
        }
        watch.await(id, wait);
        return approvals.get(id);
    }

    /**
     * Approves a request. When as many as required have approved, the approval is {@code APPROVED}: the same request,
     * made once more within the time that the policy sets, is let through, once. The event {@code approval-approved}
     * is published then. Sent again by the same caller it changes nothing.
     *
     * <p>Refused with {@code approval-not-found}, {@code own-request} for who asked for it, {@code not-an-approver}
     * for who has none of the roles that decide, {@code already-decided} for who has decided otherwise before, and
     * {@code approval-closed} when it is no longer pending.
     *
     * @param id the approval's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.ANY, action = "giveApproval")
    @PostMapping("/{id}/approve")
    ApprovalView approve(@PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable DecideRequest request) {
        return approvals.approve(id, request == null ? null : request.reason());
    }

    /**
     * Denies a request. One denial is enough. The same request is denied without asking anew until the approval's
     * {@code expiresAt}. The event {@code approval-denied} is published. Sent again by the same caller it changes
     * nothing.
     *
     * <p>Refused with {@code approval-not-found}, {@code own-request} for who asked for it, {@code not-an-approver}
     * for who has none of the roles that decide, {@code already-decided} for who has decided otherwise before, and
     * {@code approval-closed} when it is no longer pending.
     *
     * @param id the approval's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.ANY, action = "denyApproval")
    @PostMapping("/{id}/deny")
    ApprovalView deny(@PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable DecideRequest request) {
        return approvals.deny(id, request == null ? null : request.reason());
    }

    /**
     * Withdraws a request for approval. Only who asked for the approval can. The event {@code approval-cancelled} is
     * published. Sent again it changes nothing. Refused with {@code approval-not-found}, {@code not-the-requester}, and
     * {@code approval-closed} when it is no longer pending.
     *
     * @param id the approval's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.OWN, action = "cancelApproval")
    @PostMapping("/{id}/cancel")
    ApprovalView cancel(@PathVariable UUID id) {
        return approvals.cancel(id);
    }

    /**
     * Comments on an approval. Whoever asked for the approval or may decide it can, also after it is decided. No
     * event is published. Refused with {@code approval-not-found}, {@code not-an-approver}, and
     * {@code too-many-comments} when it has 100.
     *
     * @param id the approval's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.OWN, action = "commentOnApproval")
    @PostMapping("/{id}/comments")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ApprovalView> comment(
            @PathVariable UUID id, @Nullable IdempotencyKey key, @Valid @RequestBody CommentRequest request) {
        ApprovalView approval = idempotency.once(
                key, new Said(id, request), ApprovalView.class, () -> approvals.comment(id, request.text()));
        return ResponseEntity.created(Location.of("/approvals/{id}", id)).body(approval);
    }

    private static Duration bounded(Duration patience) {
        if (patience.isNegative() || patience.compareTo(MAX_WAIT) > 0) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: wait")
                    .withErrors(List.of(new FieldFault("wait", "must be PT0S to " + MAX_WAIT)));
        }
        return patience;
    }

    /** What an idempotency key stands for. */
    private record Said(UUID approval, CommentRequest comment) {}
}
