package io.agentplane.policy.approval;

import io.agentplane.policy.approval.ApprovalEvent.ApprovalExpired;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Marks what has expired and tells of it, each batch in a transaction of its own; that it has expired holds without this. */
@Component
class ExpirySweep {

    private static final Logger log = LoggerFactory.getLogger(ExpirySweep.class);

    private final ApprovalQueries queries;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    ExpirySweep(ApprovalQueries queries, ApplicationEventPublisher events, TransactionOperations transaction) {
        this.queries = queries;
        this.events = events;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelayString = "PT1S")
    void sweep() {
        try {
            boolean more;
            do {
                more = transaction.execute(status -> expireSome());
            } while (more);
        } catch (DataAccessException | TransactionException away) {
            log.warn("Expired approvals wait to be marked: {}", away.getMessage());
        }
    }

    private boolean expireSome() {
        List<ApprovalView> expired = queries.expireDue();
        expired.forEach(approval -> events.publishEvent(new ApprovalExpired(approval.withoutComments())));
        return !expired.isEmpty();
    }
}
