package io.agentplane.policy.approval;

import io.agentplane.policy.approval.ApprovalEvent.ApprovalExpired;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.policy.ApprovalTerms;
import io.agentplane.policy.policy.PolicyEvent.PolicyChanged;
import io.agentplane.policy.policy.PolicyView;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Nobody is asked for what counts no longer: what is pending ends with the terms under which it was asked for. When the policy
 * asks for no approval any more, or is gone, it stays.
 */
@Component
class ChangedTerms {

    private final ApprovalQueries queries;
    private final ApplicationEventPublisher events;

    ChangedTerms(ApprovalQueries queries, ApplicationEventPublisher events) {
        this.queries = queries;
        this.events = events;
    }

    /** In the transaction of the change. */
    @EventListener
    void on(PolicyChanged change) {
        PolicyView policy = change.state();
        if (policy.action() == PolicyAction.REQUIRE_APPROVAL) {
            ApprovalTerms terms = Objects.requireNonNullElse(policy.approval(), ApprovalTerms.USUAL);
            queries.expireOf(policy.id(), terms)
                    .forEach(ended -> events.publishEvent(new ApprovalExpired(ended.withoutComments())));
        }
    }
}
