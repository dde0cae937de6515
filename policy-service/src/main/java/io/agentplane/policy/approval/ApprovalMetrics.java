package io.agentplane.policy.approval;

import io.agentplane.policy.approval.ApprovalEvent.ApprovalApproved;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalCancelled;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalConsumed;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalDenied;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalExpired;
import io.agentplane.policy.approval.ApprovalEvent.ApprovalOpened;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts what was committed. */
@Component
class ApprovalMetrics {

    private static final Logger log = LoggerFactory.getLogger(ApprovalMetrics.class);

    private final ApprovalQueries queries;
    private final MeterRegistry metrics;
    private volatile long pending;

    ApprovalMetrics(ApprovalQueries queries, MeterRegistry metrics) {
        this.queries = queries;
        this.metrics = metrics;
        Gauge.builder("agentplane.approval.pending", this, approvals -> approvals.pending)
                .description("Approvals that wait for people, in all namespaces")
                .register(metrics);
    }

    @TransactionalEventListener
    void count(ApprovalEvent event) {
        switch (event) {
            case ApprovalOpened opened ->
                metrics.counter("agentplane.approval.opened").increment();
            case ApprovalConsumed consumed ->
                metrics.counter("agentplane.approval.consumed").increment();
            case ApprovalApproved approved -> decided("approved", approved.state());
            case ApprovalDenied denied -> decided("denied", denied.state());
            case ApprovalExpired expired -> decided("expired", expired.state());
            case ApprovalCancelled cancelled -> decided("cancelled", cancelled.state());
        }
    }

    /** How long people took, by what came out; the timer's count is that of the decisions. */
    private void decided(String outcome, ApprovalView approval) {
        metrics.timer("agentplane.approval.decided", "outcome", outcome)
                .record(Duration.between(approval.openedAt(), Objects.requireNonNull(approval.decidedAt())));
    }

    /** Counts now and then, so that looking at the metrics costs the database nothing. */
    @Scheduled(fixedDelayString = "PT5S")
    void countPending() {
        try {
            pending = queries.countPending();
        } catch (DataAccessException | TransactionException away) {
            log.debug("The count stays as it was: {}", away.getMessage());
        }
    }
}
