package io.agentplane.registry.cluster;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Pages;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Who leads the clusters of the present namespace. All of it happens under the lock of the cluster's row, so however many
 * replicas elect at once, one leader comes of it.
 */
@Service
public class Leadership {

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);
    private static final int BATCH = 500;

    private final ClusterStore store;
    private final ClusterQueries clusters;
    private final LeaseQueries leases;
    private final Electorate electorate;
    private final Pages pages;
    private final TransactionOperations transaction;
    private final MeterRegistry metrics;

    Leadership(
            ClusterStore store,
            ClusterQueries clusters,
            LeaseQueries leases,
            Electorate electorate,
            Pages pages,
            TransactionOperations transaction,
            MeterRegistry metrics) {
        this.store = store;
        this.clusters = clusters;
        this.leases = leases;
        this.electorate = electorate;
        this.pages = pages;
        this.transaction = transaction;
        this.metrics = metrics;
        metrics.gauge("agentplane.registry.clusters.leaderless", clusters, ClusterQueries::leaderless);
    }

    /** Refuses when no lease holds at this moment. */
    @Transactional(readOnly = true)
    LeaderView leader(UUID clusterId) {
        return leases.leader(clusterId, Namespace.current()).orElseThrow(() -> noLeader(clusterId));
    }

    private RuntimeException noLeader(UUID clusterId) {
        return clusters.find(clusterId, Namespace.current()).isPresent()
                ? ClusterProblem.NO_LEADER.because("The cluster has no leader at this moment")
                : ClusterProblem.CLUSTER_NOT_FOUND.because("There is no cluster with this id");
    }

    /**
     * Elects a leader where none leads.
     *
     * @param force ends the lease of the one that leads; it may be elected again, under a new term
     */
    @Transactional
    LeaderView elect(UUID clusterId, boolean force) {
        Cluster cluster = store.lock(clusterId);
        if (cluster.isLed() && !force) {
            count("kept");
            return leases.lockedLeader(clusterId, Namespace.current());
        }
        if (cluster.isLed()) {
            cluster.endLease(LeaseEnd.FORCED);
        }
        fill(cluster);
        if (!cluster.isLed()) {
            throw ClusterProblem.NO_CANDIDATE.because("No member of the cluster is active");
        }
        store.save(cluster);
        return leases.lockedLeader(clusterId, Namespace.current());
    }

    /** Sees to it that a locked cluster is led, if anyone can; whoever let a lease run out has to stand back. */
    void fill(Cluster cluster) {
        if (cluster.isLed()) {
            return;
        }
        UUID failed = cluster.view().leaderId();
        if (failed != null) {
            cluster.endLease(LeaseEnd.EXPIRED);
        }
        var winner = LeaderElection.elect(electorate.candidates(cluster), failed);
        winner.ifPresent(cluster::install);
        count(winner.isPresent() ? "elected" : "no-candidate");
    }

    /** Prolongs the lease from now, if it is the claimant's and has not run out. */
    @Transactional
    LeaderView renew(UUID clusterId, LeadershipClaim claim) {
        store.lock(clusterId);
        if (!leases.renew(clusterId, Namespace.current(), claim)) {
            throw LeadershipClaim.lost();
        }
        return leases.lockedLeader(clusterId, Namespace.current());
    }

    /**
     * Refuses whoever does not lead the cluster. Until the end of the caller's transaction no other leader is elected.
     *
     * @param term that the agent was elected for
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireLeadership(UUID clusterId, UUID agentId, long term) {
        store.lock(clusterId).requireLedBy(new LeadershipClaim(agentId, term));
    }

    @Transactional(readOnly = true)
    Page<LeadershipView> leases(UUID clusterId, @Nullable Long before, int limit) {
        if (clusters.find(clusterId, Namespace.current()).isEmpty()) {
            throw ClusterProblem.CLUSTER_NOT_FOUND.because("There is no cluster with this id");
        }
        return pages.fill(
                leases.list(clusterId, Namespace.current(), before, limit),
                limit,
                lease -> Long.toString(lease.term()));
    }

    /** Replaces leaders that did not renew, in all namespaces; a cluster that another replica is busy with is passed over. */
    void replaceLost() {
        for (ClusterQueries.Due due : clusters.due(BATCH)) {
            try {
                Namespace.run(
                        due.namespace(),
                        () -> transaction.executeWithoutResult(status -> clusters.lockIfFree(due.id(), due.namespace())
                                .filter(cluster -> !cluster.isLed())
                                .ifPresent(this::replace)));
            } catch (CannotCreateTransactionException away) {
                throw away;
            } catch (RuntimeException failed) {
                log.warn("No election in cluster {}; it is tried again: {}", due.id(), failed.getMessage());
                log.debug("The reason in full", failed);
            }
        }
    }

    private void replace(Cluster cluster) {
        fill(cluster);
        store.save(cluster);
    }

    private void count(String outcome) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                metrics.counter("agentplane.registry.elections", "outcome", outcome)
                        .increment();
            }
        });
    }
}
