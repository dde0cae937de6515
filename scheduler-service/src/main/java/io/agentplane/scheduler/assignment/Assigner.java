package io.agentplane.scheduler.assignment;

import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.scheduler.assignment.AssignmentRound.Assignment;
import io.agentplane.scheduler.assignment.AssignmentRound.Explanation;
import io.agentplane.scheduler.killswitch.KillSwitches;
import io.agentplane.scheduler.task.Task;
import io.agentplane.scheduler.task.TaskEventType;
import io.agentplane.scheduler.task.TaskFact;
import io.agentplane.scheduler.task.TaskJournal;
import io.agentplane.scheduler.task.TaskSignal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Empties the queue as far as agents have room. One replica assigns at a time, so no agent is ever given more than it
 * can hold; the others try again when they are woken.
 */
@Service
class Assigner {

    private final AssignmentQueries queries;
    private final KillSwitches killSwitches;
    private final TaskJournal journal;
    private final DatabaseSignals signals;
    private final TransactionOperations transaction;
    private final AssignmentSettings settings;

    Assigner(
            AssignmentQueries queries,
            KillSwitches killSwitches,
            TaskJournal journal,
            DatabaseSignals signals,
            TransactionOperations transaction,
            AssignmentSettings settings) {
        this.queries = queries;
        this.killSwitches = killSwitches;
        this.journal = journal;
        this.signals = signals;
        this.transaction = transaction;
        this.settings = settings;
    }

    /** Batch after batch, until nothing more can be given out. */
    void assignAll() {
        boolean more = true;
        while (more) {
            more = transaction.execute(status -> assignBatch() > 0);
        }
    }

    /** Returns how many tasks were given out. */
    int assignBatch() {
        if (!queries.lock()) {
            return 0;
        }
        List<Candidate> free = queries.candidates().stream()
                .filter(candidate -> !killSwitches.isStopped(candidate.namespace(), candidate.id()))
                .toList();
        if (free.isEmpty()) {
            return 0;
        }
        List<Assignment> assignments = new AssignmentRound(free).assign(queries.assignable(free, settings.batchSize()));
        if (assignments.isEmpty()) {
            return 0;
        }
        List<Task> assigned = queries.assign(assignments);
        tell(assigned, assignments);
        return assigned.size();
    }

    private void tell(List<Task> assigned, List<Assignment> assignments) {
        Map<UUID, Explanation> explanations =
                assignments.stream().collect(Collectors.toMap(Assignment::taskId, Assignment::explanation));
        journal.write(assigned.stream()
                .map(task -> TaskFact.of(task, TaskEventType.TASK_ASSIGNED)
                        .because(Objects.requireNonNull(explanations.get(task.id()))))
                .toList());
        assigned.stream()
                .map(task -> String.valueOf(task.view().agentId()))
                .distinct()
                .forEach(agentId -> signals.ring(TaskSignal.ASSIGNED, agentId));
    }
}
