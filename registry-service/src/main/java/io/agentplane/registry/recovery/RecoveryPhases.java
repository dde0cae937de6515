package io.agentplane.registry.recovery;

import static io.agentplane.registry.recovery.RecoveryPhase.BACKUP_ACTIVATION;
import static io.agentplane.registry.recovery.RecoveryPhase.CLUSTER_DEPARTURE;
import static io.agentplane.registry.recovery.RecoveryPhase.RECOVERY_ATTEMPTS;
import static io.agentplane.registry.recovery.RecoveryPhase.TASK_HANDOVER;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.registry.agent.AgentLifecycle;
import io.agentplane.registry.agent.AgentRegistry;
import io.agentplane.registry.agent.AgentView.InstanceView;
import io.agentplane.registry.agent.RecoveryStep;
import io.agentplane.registry.probe.EndpointProbes;
import io.agentplane.registry.probe.ProbeOutcome;
import io.agentplane.registry.probe.ProbeOutcome.Alive;
import io.agentplane.registry.recovery.RecoveryQueries.Due;
import io.agentplane.registry.work.WorkBook;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/** Works on the phases of recoveries, outside of transactions: others are asked, and may take their time. */
@Component
class RecoveryPhases {

    private final AgentRegistry registry;
    private final AgentLifecycle lifecycle;
    private final WorkBook work;
    private final EndpointProbes probes;
    private final RecoverySettings settings;

    RecoveryPhases(
            AgentRegistry registry,
            AgentLifecycle lifecycle,
            WorkBook work,
            EndpointProbes probes,
            RecoverySettings settings) {
        this.registry = registry;
        this.lifecycle = lifecycle;
        this.work = work;
        this.probes = probes;
        this.settings = settings;
    }

    Progress work(Due due) {
        return switch (due.phase()) {
            case TASK_HANDOVER -> handOver(due);
            case BACKUP_ACTIVATION -> activateBackup(due);
            case CLUSTER_DEPARTURE ->
                Progress.to(
                                RECOVERY_ATTEMPTS,
                                Outcome.DONE,
                                RecoveryStep.CLUSTERS_LEFT,
                                "The agent is a member of no cluster any more")
                        .after(settings.backoff(1));
            case RECOVERY_ATTEMPTS -> attempt(due);
        };
    }

    private Progress handOver(Due due) {
        int open = work.openTasks(List.of(due.agentId())).getOrDefault(due.agentId(), 0);
        if (open == 0) {
            return Progress.to(
                    BACKUP_ACTIVATION, Outcome.DONE, RecoveryStep.TASKS_HANDED_OVER, "The agent has no open tasks");
        }
        return due.age().compareTo(settings.handoverTimeout()) < 0
                ? Progress.waiting(TASK_HANDOVER, settings.pollInterval())
                : Progress.to(
                        BACKUP_ACTIVATION,
                        Outcome.MISSED,
                        RecoveryStep.MISSED,
                        open + " tasks are open still after " + settings.handoverTimeout());
    }

    private Progress activateBackup(Due due) {
        UUID backup = registry.get(due.agentId()).backupAgentId();
        if (backup == null) {
            return Progress.skipTo(CLUSTER_DEPARTURE, "The agent has no backup");
        }
        return switch (registry.get(backup).status()) {
            case ACTIVE -> backupWorks("The backup works already");
            case REGISTERED -> activate(due, backup);
            case DEGRADED -> refused(due, "The backup is degraded itself");
            case INACTIVE, DECOMMISSIONED ->
                Progress.to(CLUSTER_DEPARTURE, Outcome.MISSED, RecoveryStep.MISSED, "The backup is out of work");
        };
    }

    private Progress activate(Due due, UUID backup) {
        try {
            lifecycle.activate(backup);
            return backupWorks("The backup was activated");
        } catch (DomainException refused) {
            return refused(due, refused.code().code() + ": " + refused.detail());
        } catch (RestClientException refused) {
            return refused(due, "Those who must agree to the activation refuse to be asked");
        }
    }

    private Progress refused(Due due, String detail) {
        return due.attempt() < settings.backupAttempts()
                ? Progress.again(
                        BACKUP_ACTIVATION, due.attempt() + 1, settings.backoff(due.attempt()), List.of(), detail)
                : Progress.to(CLUSTER_DEPARTURE, Outcome.MISSED, RecoveryStep.MISSED, detail);
    }

    private static Progress backupWorks(String detail) {
        return Progress.to(CLUSTER_DEPARTURE, Outcome.DONE, RecoveryStep.BACKUP_ACTIVATED, detail);
    }

    private Progress attempt(Due due) {
        List<String> endpoints = registry.get(due.agentId()).instances().stream()
                .map(InstanceView::endpoint)
                .toList();
        if (answers(endpoints)) {
            return Progress.to(RECOVERY_ATTEMPTS, Outcome.DONE, RecoveryStep.ATTEMPTED, "The endpoint answers");
        }
        String detail = endpoints.isEmpty()
                ? "No heartbeat yet, and there is no endpoint to ask"
                : "No heartbeat yet, and no endpoint that answers";
        return due.attempt() < settings.attempts()
                ? Progress.again(
                        RECOVERY_ATTEMPTS,
                        due.attempt() + 1,
                        settings.backoff(due.attempt() + 1),
                        List.of(RecoveryStep.ATTEMPTED),
                        detail)
                : Progress.end(Outcome.MISSED, List.of(RecoveryStep.ATTEMPTED, RecoveryStep.GIVEN_UP), detail);
    }

    private boolean answers(List<String> endpoints) {
        List<CompletableFuture<ProbeOutcome>> asked =
                endpoints.stream().map(probes::probe).toList();
        return asked.stream().map(CompletableFuture::join).anyMatch(Alive.class::isInstance);
    }
}
