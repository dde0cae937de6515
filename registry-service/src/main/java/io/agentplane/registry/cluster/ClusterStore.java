package io.agentplane.registry.cluster;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.outbox.Outbox;
import io.agentplane.platform.problem.UniqueConstraint;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Brings clusters out of the database and back, with their leases and their events, in the caller's transaction. */
@Component
class ClusterStore {

    private final ClusterQueries clusters;
    private final LeaseQueries leases;
    private final Outbox outbox;
    private final ClusterSettings settings;

    ClusterStore(ClusterQueries clusters, LeaseQueries leases, Outbox outbox, ClusterSettings settings) {
        this.clusters = clusters;
        this.leases = leases;
        this.outbox = outbox;
        this.settings = settings;
    }

    /** A cluster of the present namespace that nobody else changes until the end of the transaction. */
    Cluster lock(UUID id) {
        return clusters.lock(id, Namespace.current())
                .orElseThrow(() -> ClusterProblem.CLUSTER_NOT_FOUND.because("There is no cluster with this id"));
    }

    void add(Cluster cluster) {
        try {
            clusters.insert(cluster);
        } catch (DataIntegrityViolationException refused) {
            throw UniqueConstraint.taken(
                    refused, () -> ClusterProblem.CLUSTER_NAME_TAKEN.because("Another cluster has this name"));
        }
        save(cluster);
    }

    void save(Cluster cluster) {
        UUID id = cluster.view().id();
        clusters.update(cluster, dueAt(cluster));
        clusters.storeMembers(cluster.view());
        cluster.ends().forEach(end -> leases.end(id, end));
        LeadershipView begun = cluster.begun();
        if (begun != null) {
            leases.begin(id, begun, settings.leasesKept());
        }
        outbox.store(cluster.events());
    }

    void remove(Cluster cluster) {
        clusters.delete(cluster.view().id(), cluster.namespace());
        outbox.store(cluster.events());
    }

    private @Nullable Instant dueAt(Cluster cluster) {
        if (cluster.leaseUntil() != null) {
            return cluster.leaseUntil();
        }
        return cluster.view().memberIds().isEmpty() ? null : cluster.now().plus(settings.candidatePause());
    }
}
