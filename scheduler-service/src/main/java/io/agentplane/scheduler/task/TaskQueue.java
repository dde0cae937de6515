package io.agentplane.scheduler.task;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Pages;
import io.agentplane.scheduler.task.TaskQueries.Accepted;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What one can do with the tasks of the present namespace. */
@Service
public class TaskQueue {

    private final TaskQueries tasks;
    private final HistoryQueries history;
    private final Pages pages;
    private final TaskJournal journal;
    private final DatabaseSignals signals;

    TaskQueue(
            TaskQueries tasks,
            HistoryQueries history,
            Pages pages,
            TaskJournal journal,
            DatabaseSignals signals,
            MeterRegistry metrics) {
        this.tasks = tasks;
        this.history = history;
        this.pages = pages;
        this.journal = journal;
        this.signals = signals;
        metrics.gauge("agentplane.scheduler.queue.depth", tasks, TaskQueries::depth);
    }

    /** Stores a principal's tasks, all or none, and queues them in the order given. */
    @Transactional
    public List<TaskView> submit(List<NewTask> accepted, Caller submitter) {
        List<Task> stored = tasks.insert(accepted, submitter, Namespace.current());
        journal.write(stored.stream()
                .map(task -> TaskFact.of(task, TaskEventType.TASK_SUBMITTED))
                .toList());
        signals.ring(TaskSignal.ASSIGNABLE, "");
        return stored.stream().map(Task::view).toList();
    }

    @Transactional(readOnly = true)
    public Task get(UUID id) {
        return found(tasks.find(id, Namespace.current()));
    }

    @Transactional(readOnly = true)
    Page<TaskView> search(TaskSearch search) {
        return pages.fill(
                tasks.search(search, Namespace.current()),
                search.limit(),
                task -> task.id().toString());
    }

    @Transactional(readOnly = true)
    Page<TaskEventView> history(UUID id, long after, int limit) {
        get(id);
        return pages.fill(
                history.list(id, Namespace.current(), after, limit), limit, event -> Long.toString(event.sequence()));
    }

    /** What was last written about a task under a type, if anything. */
    @Transactional(readOnly = true)
    public Optional<TaskEventView> last(UUID id, TaskEventType type) {
        get(id);
        return history.last(id, Namespace.current(), type);
    }

    /** Calls a task off; an agent that works on it learns of it by its lost lease. */
    @Transactional
    TaskView cancel(UUID id) {
        Task task = found(tasks.lock(id, Namespace.current()));
        task.requireIsOf(Caller.current());
        if (!task.status().canBecome(TaskStatus.CANCELLED)) {
            throw TaskProblem.ILLEGAL_TRANSITION.because("The task has already ended; taskStatus says how");
        }
        return written(tasks.cancel(id, Namespace.current()), TaskEventType.TASK_CANCELLED);
    }

    /**
     * A task that may be queued again, as it was accepted: what was allowed once need not be allowed any more.
     *
     * @throws io.agentplane.platform.problem.DomainException ILLEGAL_TRANSITION
     */
    @Transactional(readOnly = true)
    public NewTask requeueable(UUID id) {
        Accepted accepted = found(tasks.findAccepted(id, Namespace.current()));
        requireRequeueable(accepted.task());
        return accepted.as();
    }

    /** Gives a task that failed or died another chance, with all its attempts before it. */
    @Transactional
    public TaskView requeue(UUID id) {
        requireRequeueable(found(tasks.lock(id, Namespace.current())));
        return written(tasks.requeue(id, Namespace.current()), TaskEventType.TASK_REQUEUED);
    }

    private static void requireRequeueable(Task task) {
        if (!task.status().isFinal() || !task.status().canBecome(TaskStatus.QUEUED)) {
            throw TaskProblem.ILLEGAL_TRANSITION.because("Only a failed or dead task can be queued again");
        }
    }

    private TaskView written(Task task, TaskEventType type) {
        journal.write(List.of(TaskFact.of(task, type)));
        signals.ring(TaskSignal.ASSIGNABLE, "");
        return task.view();
    }

    @Transactional(readOnly = true)
    Page<QueueView> queues(String after, int limit) {
        return Page.cut(tasks.queues(Namespace.current(), after, limit), limit, QueueView::type);
    }

    private static <T> T found(Optional<T> task) {
        return task.orElseThrow(() -> TaskProblem.TASK_NOT_FOUND.because("There is no task with this id"));
    }
}
