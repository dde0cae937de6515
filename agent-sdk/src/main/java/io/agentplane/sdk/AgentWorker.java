package io.agentplane.sdk;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Makes an agent of a {@link TaskHandler}: sends heartbeats, claims as much work as there is room for, keeps the leases
 * while the handler works, and reports. A gateway that is away is waited for. All threads are virtual, so a program that
 * does nothing else must wait itself.
 */
public final class AgentWorker implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AgentWorker.class.getName());
    private static final Duration MIN_BEAT = Duration.ofMillis(100);
    private static final Duration USUAL_BEAT = Duration.ofSeconds(10);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Agentplane agentplane;
    private final UUID agentId;
    private final TaskHandler handler;
    private final WorkerSettings settings;
    private final WorkerListener listener;

    private final Semaphore room;
    private final Set<TaskRun> runs = ConcurrentHashMap.newKeySet();
    private final WorkFigures figures;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch outOfTime = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread claiming;
    private final Thread beating;

    private AgentWorker(
            Agentplane agentplane,
            UUID agentId,
            TaskHandler handler,
            WorkerSettings settings,
            WorkerListener listener) {
        this.agentplane = agentplane;
        this.agentId = agentId;
        this.handler = handler;
        this.settings = settings;
        this.listener = listener;
        this.figures = new WorkFigures(settings.maxConcurrency());
        this.room = new Semaphore(settings.maxConcurrency());
        this.claiming = Thread.ofVirtual().name("agentplane-claims").unstarted(this::claimUntilClosing);
        this.beating = Thread.ofVirtual().name("agentplane-heartbeats").unstarted(this::beatUntilClosed);
    }

    public static AgentWorker start(Agentplane agentplane, UUID agentId, TaskHandler handler) {
        return start(agentplane, agentId, handler, WorkerSettings.defaults(), new WorkerListener() {});
    }

    /** The agent must be registered; until it is activated it just gets no work. */
    public static AgentWorker start(
            Agentplane agentplane,
            UUID agentId,
            TaskHandler handler,
            WorkerSettings settings,
            WorkerListener listener) {
        AgentWorker worker = new AgentWorker(agentplane, agentId, handler, settings, listener);
        worker.beating.start();
        worker.claiming.start();
        return worker;
    }

    /**
     * Claims nothing more, lets running tasks finish within the limit of the settings, and ends the others as failed, so
     * that another agent can take them at once. Heartbeats go on until then. A second call does nothing.
     */
    @Override
    public void close() {
        if (closing.getCount() == 0) {
            return;
        }
        closing.countDown();
        try {
            if (!finishWithin(settings.stopWithin())) {
                claiming.interrupt();
                claiming.join(LAST_WORDS);
                runs.forEach(TaskRun::stop);
                allDoneWithin(LAST_WORDS);
            }
        } catch (InterruptedException e) {
            runs.forEach(TaskRun::stop);
            Thread.currentThread().interrupt();
        } finally {
            outOfTime.countDown();
            closed.countDown();
            beating.interrupt();
        }
    }

    /**
     * The claim under way is waited for: cut off, it could still be given tasks, which nobody would touch until their
     * leases run out.
     */
    private boolean finishWithin(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        return claiming.join(limit) && allDoneWithin(Duration.ofNanos(deadline - System.nanoTime()));
    }

    private boolean allDoneWithin(Duration limit) throws InterruptedException {
        return room.tryAcquire(settings.maxConcurrency(), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void claimUntilClosing() {
        int failures = 0;
        try {
            while (!pause(closing, untilNextClaim(failures))) {
                room.acquire();
                int free = 1 + room.drainPermits();
                int taken = 0;
                try {
                    List<ClaimedTask> tasks = closing.getCount() == 0 ? List.of() : claim(free);
                    tasks.forEach(this::begin);
                    taken = tasks.size();
                    failures = 0;
                } catch (AgentplaneException e) {
                    failures++;
                    troubled(e);
                } finally {
                    room.release(free - taken);
                }
            }
        } catch (InterruptedException stopped) {
            LOG.log(Level.DEBUG, "agent {0} was stopped while it claimed", agentId);
        }
    }

    private Duration untilNextClaim(int failures) {
        return failures == 0 ? Duration.ZERO : settings.backoff().delay(failures, RandomGenerator.getDefault());
    }

    /** An answer that comes empty before its time must not make the loop spin. */
    private List<ClaimedTask> claim(int free) throws InterruptedException {
        long start = System.nanoTime();
        List<ClaimedTask> tasks = agentplane.claim(agentId, free, settings.claimWait(), settings.lease());
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        if (tasks.isEmpty() && waited.compareTo(settings.backoff().first()) < 0) {
            pause(closing, settings.backoff().first());
        }
        return tasks.size() <= free ? tasks : tasks.subList(0, free);
    }

    private void begin(ClaimedTask claimed) {
        TaskRun run = new TaskRun(agentplane, settings, outOfTime, claimed, handler);
        runs.add(run);
        figures.started();
        Thread.ofVirtual().name("agentplane-lease-" + claimed.task().id()).start(() -> execute(run, claimed.task()));
    }

    private void execute(TaskRun run, Task task) {
        long start = System.nanoTime();
        try {
            TaskRun.Outcome outcome = run.run();
            account(outcome, Duration.ofNanos(System.nanoTime() - start));
            announce(outcome, task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            runs.remove(run);
            room.release();
        }
    }

    private void account(TaskRun.Outcome outcome, Duration took) {
        switch (outcome) {
            case TaskRun.Outcome.Completed _ -> figures.completed(took);
            case TaskRun.Outcome.Failed _ -> figures.failed(took);
            case TaskRun.Outcome.LeaseLost _, TaskRun.Outcome.Undelivered _ -> figures.dropped();
        }
    }

    private void announce(TaskRun.Outcome outcome, Task task) {
        switch (outcome) {
            case TaskRun.Outcome.Completed _ -> tell(to -> to.completed(task));
            case TaskRun.Outcome.Failed(var error, var retryable) -> tell(to -> to.failed(task, error));
            case TaskRun.Outcome.LeaseLost _ -> {
                LOG.log(Level.INFO, "lease of task {0} lost, its result is dropped", task.id());
                tell(to -> to.leaseLost(task));
            }
            case TaskRun.Outcome.Undelivered(var reason) -> {
                LOG.log(Level.WARNING, "outcome of task {0} not delivered: {1}", task.id(), reason.getMessage());
                tell(to -> to.undelivered(task, reason));
            }
        }
    }

    private void beatUntilClosed() {
        int failures = 0;
        Duration interval = USUAL_BEAT;
        try {
            do {
                try {
                    interval = half(agentplane.heartbeat(agentId, figures.heartbeat()));
                    failures = 0;
                } catch (AgentplaneException e) {
                    failures++;
                    troubled(e);
                }
            } while (!pause(closed, untilNextBeat(failures, interval)));
        } catch (InterruptedException stopped) {
            LOG.log(Level.DEBUG, "agent {0} sends no more heartbeats", agentId);
        }
    }

    /** Half of what the registry asks for, so that one lost heartbeat does no harm. */
    private static Duration half(AgentHeartbeat.Answer answer) {
        Duration within = answer.nextHeartbeatWithin();
        Duration half = within == null ? USUAL_BEAT : within.dividedBy(2);
        return half.compareTo(MIN_BEAT) < 0 ? MIN_BEAT : half;
    }

    private Duration untilNextBeat(int failures, Duration interval) {
        if (failures == 0) {
            return interval;
        }
        Duration delay = settings.backoff().delay(failures, RandomGenerator.getDefault());
        return delay.compareTo(interval) < 0 ? delay : interval;
    }

    private void troubled(AgentplaneException e) {
        if (closing.getCount() > 0) {
            LOG.log(Level.DEBUG, "agent {0}: {1}", agentId, e.getMessage());
            tell(to -> to.troubled(e));
        }
    }

    private void tell(Consumer<WorkerListener> news) {
        try {
            news.accept(listener);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a worker listener failed", e);
        }
    }

    private static boolean pause(CountDownLatch until, Duration limit) throws InterruptedException {
        return until.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
