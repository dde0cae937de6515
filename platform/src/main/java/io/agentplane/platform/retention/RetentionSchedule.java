package io.agentplane.platform.retention;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Has each rule run once per fleet and interval: the table {@code scheduled_tasks} says when and by whom. Each rule is a
 * task of its own there, so one that fails holds up no other.
 */
final class RetentionSchedule implements SmartLifecycle {

    static final String TASK = "retention-";

    private static final String INSTANCE = "fleet";
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final DataSource database;
    private final RetentionRuns runs;
    private final RetentionSettings settings;
    private final Clock clock;
    private @Nullable Scheduler scheduler;

    RetentionSchedule(DataSource database, RetentionRuns runs, RetentionSettings settings, Clock clock) {
        this.database = database;
        this.runs = runs;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() {
        List<CustomTask<Void>> tasks = runs.rules().stream().map(this::task).toList();
        Scheduler starting = Scheduler.create(database)
                .startTasks(tasks)
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
                .clock(clock::instant)
                // One rule at a time, and so one connection.
                .threads(1)
                .pollingInterval(settings.pollInterval())
                .heartbeatInterval(HEARTBEAT)
                .shutdownMaxWait(STOP_TIMEOUT)
                // What fails is logged with its rule's name by the run.
                .failureLogging(LogLevel.DEBUG, false)
                .build();
        starting.start();
        scheduler = starting;
    }

    private CustomTask<Void> task(Retention rule) {
        return Tasks.custom(TASK + rule.name(), Void.class)
                .scheduleOnStartup(INSTANCE, null, now -> now.plus(settings.firstDelay()))
                .onFailureReschedule(FixedDelay.of(settings.interval()))
                .execute((instance, context) -> whenNext(runs.run(rule, () -> isStopping(context))));
    }

    private static boolean isStopping(ExecutionContext context) {
        return context.getSchedulerState().isShuttingDown();
    }

    private CompletionHandler<Void> whenNext(boolean isDone) {
        return isDone
                ? new CompletionHandler.OnCompleteReschedule<>(FixedDelay.of(settings.interval()))
                : (completed, operations) -> operations.reschedule(completed, completed.getTimeDone());
    }

    /** Lets the batch in hand finish; what is left is done by another replica, or after the next start. */
    @Override
    public void stop() {
        if (scheduler != null) {
            scheduler.stop();
            scheduler = null;
        }
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
