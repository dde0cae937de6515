package io.agentplane.policy.approval;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Pages;
import io.agentplane.policy.access.PrincipalDirectory;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalApproved;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalCancelled;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalDenied;
import io.agentplane.policy.approval.ApprovalView.Comment;
import io.agentplane.policy.approval.ApprovalView.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The approvals of the present namespace, for the people who decide. Each change locks the approval it is about. */
@Service
class Approvals {

    private static final int MAX_COMMENTS = 100;

    private final ApprovalQueries queries;
    private final PrincipalDirectory principals;
    private final Pages pages;
    private final ApplicationEventPublisher events;

    Approvals(ApprovalQueries queries, PrincipalDirectory principals, Pages pages, ApplicationEventPublisher events) {
        this.queries = queries;
        this.principals = principals;
        this.pages = pages;
        this.events = events;
    }

    @Transactional(readOnly = true)
    ApprovalView get(UUID id) {
        return queries.find(id).orElseThrow(Approvals::unknown);
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    Page<ApprovalView> list(
            @Nullable ApprovalStatus status, @Nullable String agentId, @Nullable UUID before, int limit) {
        return pages.fill(
                queries.list(status, agentId, before, limit),
                limit,
                approval -> approval.id().toString());
    }

    /** Counts the caller's approval; the last one needed decides. The same again changes nothing. */
    @Transactional
    ApprovalView approve(UUID id, @Nullable String reason) {
        return vote(id, true, reason);
    }

    /** Decides against; one is enough. The same again changes nothing. */
    @Transactional
    ApprovalView deny(UUID id, @Nullable String reason) {
        return vote(id, false, reason);
    }

    private ApprovalView vote(UUID id, boolean approved, @Nullable String reason) {
        ApprovalView approval = lock(id);
        Caller caller = Caller.current();
        if (caller.id().equals(approval.requesterId())) {
            throw ApprovalProblem.OWN_REQUEST.because(
                    "You asked for this approval yourself; somebody else has to decide it");
        }
        requireApprover(approval, caller);
        Optional<Vote> earlier = approval.votes().stream()
                .filter(vote -> vote.principalId().equals(caller.id()))
                .findAny();
        if (earlier.isPresent()) {
            if (earlier.get().approved() == approved) {
                return approval;
            }
            throw ApprovalProblem.ALREADY_DECIDED.because(
                    "You have already decided this approval the other way; a vote cannot be changed");
        }
        List<Vote> votes =
                with(approval.votes(), new Vote(caller.id(), caller.name(), approved, reason, queries.now()));
        return record(approval, votes, approved);
    }

    private ApprovalView record(ApprovalView approval, List<Vote> votes, boolean approved) {
        boolean enough = votes.size() >= Objects.requireNonNull(approval.terms().required());
        ApprovalStatus status =
                !approved ? ApprovalStatus.DENIED : enough ? ApprovalStatus.APPROVED : ApprovalStatus.PENDING;
        Duration usableFor = Objects.requireNonNull(approval.terms().usableFor());
        ApprovalView decided =
                queries.vote(approval.id(), votes, status, usableFor).orElseThrow(() -> closed(approval));
        switch (status) {
            case APPROVED -> events.publishEvent(new ApprovalApproved(decided.withoutComments()));
            case DENIED -> events.publishEvent(new ApprovalDenied(decided.withoutComments()));
            case PENDING, EXPIRED, CANCELLED -> {}
        }
        return decided;
    }

    /** Takes a request back; the same again changes nothing. */
    @Transactional
    ApprovalView cancel(UUID id) {
        ApprovalView approval = lock(id);
        if (!Caller.current().id().equals(approval.requesterId())) {
            throw ApprovalProblem.NOT_THE_REQUESTER.because(
                    "Only the principal that asked for the approval can cancel it");
        }
        if (approval.status() == ApprovalStatus.CANCELLED) {
            return approval;
        }
        ApprovalView cancelled = queries.cancel(id).orElseThrow(() -> closed(approval));
        events.publishEvent(new ApprovalCancelled(cancelled.withoutComments()));
        return cancelled;
    }

    /** Has a word from the one who asked, or from someone who may decide. */
    @Transactional
    ApprovalView comment(UUID id, String text) {
        ApprovalView approval = lock(id);
        Caller caller = Caller.current();
        if (!caller.id().equals(approval.requesterId())) {
            caller.requireMayActAs(null);
            requireApprover(approval, caller);
        }
        List<Comment> comments = Objects.requireNonNull(approval.comments());
        if (comments.size() >= MAX_COMMENTS) {
            throw ApprovalProblem.TOO_MANY_COMMENTS.because(
                    "An approval has " + MAX_COMMENTS + " comments at most, and this one has them");
        }
        return queries.comment(id, with(comments, new Comment(caller.id(), caller.name(), text, queries.now())));
    }

    private ApprovalView lock(UUID id) {
        return queries.lock(id).orElseThrow(Approvals::unknown);
    }

    private void requireApprover(ApprovalView approval, Caller caller) {
        Collection<String> approvers = Objects.requireNonNull(approval.terms().roles());
        if (Collections.disjoint(rolesOf(caller), approvers)) {
            throw ApprovalProblem.NOT_AN_APPROVER
                    .because("You have none of the roles that may decide this approval")
                    .with("roles", approvers);
        }
    }

    /** Who isn't in the book of principals has no roles. */
    private Collection<String> rolesOf(Caller caller) {
        try {
            return principals.rolesOf(UUID.fromString(caller.id()));
        } catch (IllegalArgumentException noPrincipal) {
            return List.of();
        }
    }

    private static <T> List<T> with(List<T> those, T one) {
        List<T> all = new ArrayList<>(those);
        all.add(one);
        return all;
    }

    private static DomainException closed(ApprovalView approval) {
        return ApprovalProblem.APPROVAL_CLOSED
                .because("The approval is no longer pending; approvalStatus says how it ended")
                .with("approvalStatus", approval.status());
    }

    private static DomainException unknown() {
        return ApprovalProblem.APPROVAL_NOT_FOUND.because("There is no approval with this id");
    }
}
