package io.agentplane.policy.budget;

import io.agentplane.platform.event.OutboundEvent;

/** News of a budget. */
public sealed interface BudgetEvent extends OutboundEvent {

    /** Compacted: the latest event of a budget, and of its thresholds, is its state. */
    String TOPIC = "agentplane.policy.budgets.v1";

    @Override
    default String topic() {
        return TOPIC;
    }

    /** A budget has other limits, or is new. */
    record BudgetChanged(BudgetState state) implements BudgetEvent {
        @Override
        public String subject() {
            return subjectOf(state);
        }

        @Override
        public String namespace() {
            return state.namespace();
        }

        @Override
        public long revision() {
            return state.revision();
        }
    }

    /** So much of a budget is taken for the first time in its period since its limits were changed. */
    record BudgetThresholdReached(BudgetThreshold state) implements BudgetEvent {

        private static final int PERCENTS = 1000;

        /** Of each state of a budget, the last threshold stays. */
        @Override
        public String subject() {
            return subjectOf(state.budget()) + "/" + state.budget().revision();
        }

        @Override
        public String namespace() {
            return state.budget().namespace();
        }

        /** Grows from period to period, and from threshold to threshold in one. */
        @Override
        public long revision() {
            return state.periodStart().getEpochSecond() * PERCENTS + state.percent();
        }
    }

    private static String subjectOf(BudgetState state) {
        return state.namespace() + "/" + state.scope() + "/" + state.id();
    }
}
