package io.agentplane.scheduler.task;

import io.agentplane.platform.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps what happens to tasks, in the transaction in which it happens: for the task's history, for other services, and
 * for the counters.
 */
@Service
public class TaskJournal {

    private final HistoryQueries history;
    private final Outbox outbox;
    private final MeterRegistry metrics;

    TaskJournal(HistoryQueries history, Outbox outbox, MeterRegistry metrics) {
        this.history = history;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    /** Writes many facts with one statement. Those of one task are given in their order. */
    public void write(List<TaskFact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        history.add(facts);
        outbox.store(facts.stream()
                .map(fact -> new TaskEvent(
                        fact.type(), fact.task().view(), fact.task().namespace()))
                .toList());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                facts.forEach(TaskJournal.this::count);
            }
        });
    }

    private void count(TaskFact fact) {
        metrics.counter("agentplane.scheduler.tasks", "event", fact.type().wireName())
                .increment();
    }
}
