package io.agentplane.policy.approval;

import io.agentplane.platform.event.OutboundEvent;

/** What happened to an approval, with its whole new state but for the comments. */
public sealed interface ApprovalEvent extends OutboundEvent {

    /** Deleted by age: these are facts. */
    String TOPIC = "agentplane.policy.approvals.v1";

    @Override
    ApprovalView state();

    @Override
    default String topic() {
        return TOPIC;
    }

    @Override
    default String subject() {
        return state().id().toString();
    }

    @Override
    default String namespace() {
        return state().namespace();
    }

    @Override
    default long revision() {
        return state().revision();
    }

    /** People are asked to decide. */
    record ApprovalOpened(ApprovalView state) implements ApprovalEvent {}

    /** The last one needed has approved. */
    record ApprovalApproved(ApprovalView state) implements ApprovalEvent {}

    /** Someone has denied. */
    record ApprovalDenied(ApprovalView state) implements ApprovalEvent {}

    /** Not enough have approved in time. */
    record ApprovalExpired(ApprovalView state) implements ApprovalEvent {}

    /** The one who asked has taken it back. */
    record ApprovalCancelled(ApprovalView state) implements ApprovalEvent {}

    /** The request was made by it. */
    record ApprovalConsumed(ApprovalView state) implements ApprovalEvent {}
}
