package io.agentplane.scheduler.execution;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.scheduler.execution.WaitingClaims.WaitingClaim;
import io.agentplane.scheduler.fleet.Fleet;
import io.agentplane.scheduler.killswitch.KillSwitches;
import io.agentplane.scheduler.task.Task;
import io.agentplane.scheduler.task.TaskView;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Answers claims as soon as there is work for the agent, or when its patience is over. Holds no connection meanwhile. */
@Service
class Claims {

    private final Leases leases;
    private final WaitingClaims waiting;
    private final Fleet fleet;
    private final KillSwitches killSwitches;
    private final Duration usualLease;
    private final Timer delivery;

    Claims(
            Leases leases,
            WaitingClaims waiting,
            Fleet fleet,
            KillSwitches killSwitches,
            ExecutionSettings settings,
            MeterRegistry metrics) {
        this.leases = leases;
        this.waiting = waiting;
        this.fleet = fleet;
        this.killSwitches = killSwitches;
        this.usualLease = settings.lease();
        this.delivery = Timer.builder("agentplane.scheduler.delivery")
                .description("From the submission of a task to its first claim")
                .publishPercentileHistogram()
                .register(metrics);
    }

    /** The claim is a sign of life when it comes, not while it waits: the agent may die meanwhile. */
    List<ClaimedTaskView> claim(UUID agentId, ClaimRequest request) {
        request.requireBoundedWait();
        int max = Objects.requireNonNull(request.max());
        Duration lease = request.lease() == null ? usualLease : request.lease();
        try (WaitingClaim claim = waiting.begin(agentId, Objects.requireNonNull(request.patience()))) {
            fleet.requireActive(agentId);
            killSwitches.requireMayAct(Namespace.current(), agentId);
            fleet.seen(agentId);
            List<Task> tasks = leases.claim(agentId, max, lease);
            while (tasks.isEmpty() && claim.untilNextLook()) {
                if (claim.takeDeparture()) {
                    fleet.requireActive(agentId);
                }
                tasks = leases.claim(agentId, max, lease);
            }
            tasks.forEach(this::measure);
            return tasks.stream().map(Claims::view).toList();
        }
    }

    private void measure(Task task) {
        TaskView view = task.view();
        if (view.attempt() == 1 && view.startedAt() != null) {
            delivery.record(Duration.between(view.createdAt(), view.startedAt()));
        }
    }

    private static ClaimedTaskView view(Task task) {
        return new ClaimedTaskView(
                task.view(),
                Objects.requireNonNull(task.leaseToken()),
                Objects.requireNonNull(task.view().leaseUntil()));
    }
}
