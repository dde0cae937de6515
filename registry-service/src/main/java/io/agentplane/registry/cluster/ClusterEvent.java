package io.agentplane.registry.cluster;

import io.agentplane.platform.event.OutboundEvent;

/** What happened to a cluster, with its whole new state. */
public sealed interface ClusterEvent extends OutboundEvent {

    /** Compacted: the latest event of a cluster is its state. */
    String TOPIC = "agentplane.registry.clusters.v1";

    @Override
    ClusterView state();

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

    /** Agents have been grouped. */
    record ClusterFormed(ClusterView state, String namespace) implements ClusterEvent {}

    /** One more agent belongs to the cluster. */
    record MemberJoined(ClusterView state, String namespace) implements ClusterEvent {}

    /** One agent no longer belongs to the cluster. */
    record MemberLeft(ClusterView state, String namespace) implements ClusterEvent {}

    /** A new term has begun. */
    record LeaderElected(ClusterView state, String namespace) implements ClusterEvent {}

    /** The lease of the state's term is over. */
    record LeaderLost(ClusterView state, String namespace) implements ClusterEvent {}

    /** The cluster is no more; its name is free again. */
    record ClusterDissolved(ClusterView state, String namespace) implements ClusterEvent {}
}
