package io.agentplane.registry.recovery;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.registry.agent.AgentLifecycle;
import io.agentplane.registry.agent.DegradationCause;
import io.agentplane.registry.cluster.Clusters;
import io.agentplane.registry.recovery.RecoveryQueries.Due;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Goes on with the recoveries that are due, each on whichever replica claims it. Work that asks others is done between two
 * transactions: the first claims the step for a while, the second writes down what came of it if the claim still holds.
 */
@Service
class Recoveries {

    private static final Logger log = LoggerFactory.getLogger(Recoveries.class);
    private static final String DEPARTURE = "agent-degraded";

    private final RecoveryQueries queries;
    private final RecoveryPhases phases;
    private final AgentLifecycle lifecycle;
    private final Clusters clusters;
    private final TransactionOperations transaction;
    private final RecoverySettings settings;
    private final MeterRegistry metrics;

    Recoveries(
            RecoveryQueries queries,
            RecoveryPhases phases,
            AgentLifecycle lifecycle,
            Clusters clusters,
            TransactionOperations transaction,
            RecoverySettings settings,
            MeterRegistry metrics) {
        this.queries = queries;
        this.phases = phases;
        this.lifecycle = lifecycle;
        this.clusters = clusters;
        this.transaction = transaction;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** A few at a time, until nothing is due. */
    void goOn() {
        List<Due> claimed = claim();
        while (!claimed.isEmpty()) {
            List<Future<?>> work = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                claimed.forEach(due -> work.add(threads.submit(() -> goOn(due))));
            }
            endWithoutADatabase(work);
            claimed = claim();
        }
    }

    private static void endWithoutADatabase(List<Future<?>> work) {
        for (Future<?> done : work) {
            if (done.state() == Future.State.FAILED
                    && done.exceptionNow() instanceof CannotCreateTransactionException away) {
                throw away;
            }
        }
    }

    private List<Due> claim() {
        return queries.claim(settings.parallel(), settings.claimTimeout());
    }

    /** What fails is claimed again after the claim's time. */
    private void goOn(Due due) {
        try {
            Namespace.run(due.namespace(), () -> {
                Progress progress = phases.work(due);
                transaction.executeWithoutResult(status -> write(due, progress, status));
            });
        } catch (CannotCreateTransactionException away) {
            throw away;
        } catch (RuntimeException failed) {
            log.warn("The recovery of agent {} stumbled and goes on later", due.agentId(), failed);
        }
    }

    private void write(Due due, Progress progress, TransactionStatus status) {
        boolean current = progress.events().stream().allMatch(event -> lifecycle.record(due.agentId(), event))
                && queries.advance(due, progress);
        if (!current) {
            status.setRollbackOnly();
            return;
        }
        if (progress.outcome() == null) {
            return;
        }
        if (due.phase() == RecoveryPhase.CLUSTER_DEPARTURE) {
            clusters.removeFromAll(due.agentId(), DEPARTURE);
        }
        if (due.phase() == RecoveryPhase.RECOVERY_ATTEMPTS && progress.outcome() == Outcome.DONE) {
            lifecycle.recover(due.agentId(), DegradationCause.UNREACHABLE);
        }
        metrics.counter(
                        "agentplane.registry.recovery.steps",
                        "step",
                        due.phase().name(),
                        "outcome",
                        progress.outcome().name())
                .increment();
    }
}
