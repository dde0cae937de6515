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

    /** The agent may work. */
    record AgentActivated(AgentView state, String namespace) implements AgentEvent {}

    /** The agent is out of work; the state has the reason. */
    record AgentDeactivated(AgentView state, String namespace) implements AgentEvent {}
}
