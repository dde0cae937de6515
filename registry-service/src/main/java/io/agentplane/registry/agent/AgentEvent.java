package io.agentplane.registry.agent;

import io.agentplane.platform.event.OutboundEvent;

/** What happened to an agent, with its whole new state. */
public sealed interface AgentEvent extends OutboundEvent {

    /** Compacted: the latest event of an agent is its state. */
    String TOPIC = "agentplane.registry.agents.v1";

    @Override
    AgentView state();

    @Override
    default String topic() {
        return TOPIC;
    }

    @Override
    default String subject() {
        return state().id().toString();
    }

    @Override
    default long revision() {
        return state().revision();
    }

    /** A new agent, or a new version of one, is known. */
    record AgentRegistered(AgentView state, String namespace) implements AgentEvent {}

    /** What is said of the agent has changed. */
    record AgentChanged(AgentView state, String namespace) implements AgentEvent {}

    /** The agent's name belongs to another owner. */
    record AgentTransferred(AgentView state, String namespace) implements AgentEvent {}

    /** A replica of the agent came, went, or is in another state. */
    record AgentInstancesChanged(AgentView state, String namespace) implements AgentEvent {}

    /** The agent may work. */
    record AgentActivated(AgentView state, String namespace) implements AgentEvent {}

    /** The agent has fallen silent or doesn't answer; the state has the reason. */
    record AgentDegraded(AgentView state, String namespace) implements AgentEvent {}

    /** The agent is back. */
    record AgentRecovered(AgentView state, String namespace) implements AgentEvent {}

    /** Nothing is left of the work that the degraded agent had. */
    record AgentTasksHandedOver(AgentView state, String namespace) implements AgentEvent {}

    /** The degraded agent's backup works. */
    record AgentBackupActivated(AgentView state, String namespace) implements AgentEvent {}

    /** The degraded agent was taken out of its clusters. */
    record AgentLeftClusters(AgentView state, String namespace) implements AgentEvent {}

    /** It was tried whether the degraded agent is back; if it is, {@link AgentRecovered} follows. */
    record AgentRecoveryAttempted(AgentView state, String namespace) implements AgentEvent {}

    /** A step of the recovery could not be done in its time; the next one follows. */
    record AgentRecoveryStepMissed(AgentView state, String namespace) implements AgentEvent {}

    /** Nothing more is tried; the agent itself can still come back. */
    record AgentRecoveryGivenUp(AgentView state, String namespace) implements AgentEvent {}

    /** The agent finishes what it has and gets nothing new. */
    record AgentDraining(AgentView state, String namespace) implements AgentEvent {}

    /** The agent is out of work; the state has the reason. */
    record AgentDeactivated(AgentView state, String namespace) implements AgentEvent {}

    /** Only the agent's history is left. */
    record AgentDecommissioned(AgentView state, String namespace) implements AgentEvent {}
}
