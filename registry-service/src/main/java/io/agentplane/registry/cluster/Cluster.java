package io.agentplane.registry.cluster;

import io.agentplane.registry.cluster.ClusterEvent.ClusterDissolved;
import io.agentplane.registry.cluster.ClusterEvent.ClusterFormed;
import io.agentplane.registry.cluster.ClusterEvent.LeaderElected;
import io.agentplane.registry.cluster.ClusterEvent.LeaderLost;
import io.agentplane.registry.cluster.ClusterEvent.MemberJoined;
import io.agentplane.registry.cluster.ClusterEvent.MemberLeft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster while its row is locked. Its intent methods are the only way to change it; each checks, changes and records
 * its event. Time is the database's, read after the lock was got.
 */
final class Cluster {

    private final String namespace;
    private final Instant now;
    private ClusterView state;
    private @Nullable Instant leaseUntil;
    private final List<ClusterEvent> events = new ArrayList<>();
    private final List<LeaseEnd> ends = new ArrayList<>();
    private @Nullable LeadershipView begun;

    /** As it is stored. */
    Cluster(String namespace, ClusterView state, @Nullable Instant leaseUntil, Instant now) {
        this.namespace = namespace;
        this.state = state;
        this.leaseUntil = leaseUntil;
        this.now = now;
    }

    static Cluster form(String namespace, ClusterView state) {
        var cluster = new Cluster(namespace, state, null, state.createdAt());
        cluster.events.add(new ClusterFormed(state, namespace));
        return cluster;
    }

    /** Takes an agent in; one that is in already stays. */
    void join(UUID agentId) {
        if (state.memberIds().contains(agentId)) {
            return;
        }
        if (state.memberIds().size() >= ClusterView.MAX_MEMBERS) {
            throw ClusterProblem.CLUSTER_FULL.because("A cluster has at most " + ClusterView.MAX_MEMBERS + " members");
        }
        change(
                state.withMembers(Stream.concat(state.memberIds().stream(), Stream.of(agentId))
                        .sorted(Comparator.comparing(UUID::toString))
                        .toList()),
                MemberJoined::new);
    }

    /** Lets an agent go; if it leads, its lease ends with its membership. */
    void leave(UUID agentId, String reason) {
        if (!state.memberIds().contains(agentId)) {
            throw ClusterProblem.MEMBER_NOT_FOUND.because("The agent is no member of this cluster");
        }
        if (agentId.equals(state.leaderId())) {
            endLease(reason);
        }
        change(
                state.withMembers(state.memberIds().stream()
                        .filter(member -> !member.equals(agentId))
                        .toList()),
                MemberLeft::new);
    }

    /** True while the lease of the latest term holds. */
    boolean isLed() {
        return state.leaderId() != null && Objects.requireNonNull(leaseUntil).isAfter(now);
    }

    /** Refuses whoever does not lead now. */
    void requireLedBy(LeadershipClaim claim) {
        if (!isLed() || claim.term() != state.term() || !claim.agentId().equals(state.leaderId())) {
            throw LeadershipClaim.lost();
        }
    }

    /** Ends the lease, now or when it ran out, whichever was first; the term is worth nothing from then on. */
    void endLease(String because) {
        Instant until = Objects.requireNonNull(leaseUntil);
        ends.add(new LeaseEnd(state.term(), until.isBefore(now) ? until : now, because));
        leaseUntil = null;
        change(state.withLeader(null, state.term()), LeaderLost::new);
    }

    /** Begins a new term. */
    void install(Candidacy winner) {
        if (state.leaderId() != null) {
            throw new IllegalStateException("One lease ends before the next begins");
        }
        Instant until = now.plus(state.leaseDuration());
        leaseUntil = until;
        change(state.withLeader(winner.agentId(), state.term() + 1), LeaderElected::new);
        begun = new LeadershipView(state.term(), winner.agentId(), now, until, null, winner.scores());
    }

    void dissolve() {
        change(state.dissolved(now), ClusterDissolved::new);
    }

    private void change(ClusterView next, BiFunction<ClusterView, String, ClusterEvent> event) {
        state = next;
        events.add(event.apply(next, namespace));
    }

    ClusterView view() {
        return state;
    }

    String namespace() {
        return namespace;
    }

    @Nullable
    Instant leaseUntil() {
        return leaseUntil;
    }

    Instant now() {
        return now;
    }

    List<ClusterEvent> events() {
        return events;
    }

    /** The leases that have ended since it was read. */
    List<LeaseEnd> ends() {
        return ends;
    }

    /** The lease that has begun since it was read. */
    @Nullable
    LeadershipView begun() {
        return begun;
    }
}
