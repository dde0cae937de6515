package io.agentplane.registry.cluster;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Pages;
import io.agentplane.registry.agent.AgentRegistry;
import io.agentplane.registry.agent.AgentStatus;
import io.agentplane.registry.agent.AgentView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What one can do with the clusters of the present namespace. Whoever locks both takes agents before clusters; so no
 * agent gets into a cluster while it goes out of work.
 */
@Service
public class Clusters {

    private static final Logger log = LoggerFactory.getLogger(Clusters.class);

    private final ClusterStore store;
    private final ClusterQueries queries;
    private final Leadership leadership;
    private final AgentRegistry registry;
    private final Pages pages;
    private final ClusterSettings settings;

    Clusters(
            ClusterStore store,
            ClusterQueries queries,
            Leadership leadership,
            AgentRegistry registry,
            Pages pages,
            ClusterSettings settings) {
        this.store = store;
        this.queries = queries;
        this.leadership = leadership;
        this.registry = registry;
        this.pages = pages;
        this.settings = settings;
    }

    /** Groups agents and elects their first leader, if any of them is active. */
    @Transactional
    ClusterView form(FormClusterRequest request) {
        List<UUID> members = Objects.requireNonNull(request.memberIds());
        requireEligible(members);
        Cluster cluster = Cluster.form(
                Namespace.current(),
                new ClusterView(
                        UuidCreator.getTimeOrderedEpoch(),
                        request.name(),
                        Objects.requireNonNull(request.purpose()),
                        request.leaseDuration() == null ? settings.leaseDuration() : request.leaseDuration(),
                        members.stream()
                                .distinct()
                                .sorted(Comparator.comparing(UUID::toString))
                                .toList(),
                        null,
                        0,
                        queries.now(),
                        null,
                        1));
        leadership.fill(cluster);
        store.add(cluster);
        return cluster.view();
    }

    /** Names every member that can't be one. */
    private void requireEligible(List<UUID> members) {
        Map<UUID, AgentStatus> statuses =
                registry.hold(members).stream().collect(Collectors.toMap(AgentView::id, AgentView::status));
        List<FieldFault> faults = new ArrayList<>();
        for (int index = 0; index < members.size(); index++) {
            AgentStatus status = statuses.get(members.get(index));
            if (status == null) {
                faults.add(new FieldFault("memberIds[" + index + "]", "must be an agent of this namespace"));
            } else if (!isEligible(status)) {
                faults.add(new FieldFault("memberIds[" + index + "]", "must not be " + status));
            }
        }
        if (!faults.isEmpty()) {
            throw ClusterProblem.MEMBER_NOT_ELIGIBLE
                    .because("Some of these agents cannot be members; errors says which and why")
                    .withErrors(faults);
        }
    }

    private static boolean isEligible(AgentStatus status) {
        return status != AgentStatus.INACTIVE && status != AgentStatus.DECOMMISSIONED;
    }

    @Transactional(readOnly = true)
    public ClusterView get(UUID id) {
        return queries.find(id, Namespace.current())
                .orElseThrow(() -> ClusterProblem.CLUSTER_NOT_FOUND.because("There is no cluster with this id"));
    }

    @Transactional(readOnly = true)
    Page<ClusterView> list(@Nullable UUID after, int limit) {
        return pages.fill(
                queries.list(Namespace.current(), after, limit),
                limit,
                cluster -> cluster.id().toString());
    }

    /** Takes an agent in; one that is in already stays. The claim, if any, must be that of the present leader. */
    @Transactional
    ClusterView join(UUID clusterId, UUID agentId, @Nullable LeadershipClaim claim) {
        // Held before it is read at all: what a transaction has read once it is given again, however old.
        AgentStatus status = registry.hold(List.of(agentId)).stream()
                .findFirst()
                .orElseGet(() -> registry.get(agentId))
                .status();
        if (!isEligible(status)) {
            throw ClusterProblem.MEMBER_NOT_ELIGIBLE.because("An agent that is " + status + " can't be a member");
        }
        Cluster cluster = lock(clusterId, claim);
        cluster.join(agentId);
        leadership.fill(cluster);
        store.save(cluster);
        return cluster.view();
    }

    @Transactional
    void leave(UUID clusterId, UUID agentId, @Nullable LeadershipClaim claim) {
        leave(lock(clusterId, claim), agentId, "removed");
    }

    private void leave(Cluster cluster, UUID agentId, String reason) {
        cluster.leave(agentId, reason);
        leadership.fill(cluster);
        store.save(cluster);
    }

    /**
     * Takes an agent out of all its clusters, in the transaction of what made it unfit. Where it led, another is elected.
     *
     * @param reason kept with the lease that ends by it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void removeFromAll(UUID agentId, String reason) {
        for (UUID clusterId : queries.clustersOf(agentId, Namespace.current())) {
            queries.lock(clusterId, Namespace.current())
                    .filter(cluster -> cluster.view().memberIds().contains(agentId))
                    .ifPresent(cluster -> {
                        leave(cluster, agentId, reason);
                        log.info("Agent {} left cluster {}: {}", agentId, clusterId, reason);
                    });
        }
    }

    /** Has a leader elected where nobody leads, now that an agent can, in the transaction of what made it able to. */
    @Transactional(propagation = Propagation.MANDATORY)
    void callElections(UUID agentId) {
        queries.callElections(agentId, Namespace.current());
    }

    @Transactional
    void dissolve(UUID clusterId, @Nullable LeadershipClaim claim) {
        Cluster cluster = lock(clusterId, claim);
        cluster.dissolve();
        store.remove(cluster);
    }

    private Cluster lock(UUID clusterId, @Nullable LeadershipClaim claim) {
        Cluster cluster = store.lock(clusterId);
        if (claim != null) {
            cluster.requireLedBy(claim);
        }
        return cluster;
    }
}
