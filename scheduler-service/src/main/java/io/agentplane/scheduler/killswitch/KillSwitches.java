package io.agentplane.scheduler.killswitch;

import io.agentplane.platform.event.StateReplay;
import io.agentplane.platform.problem.DomainException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells which agents are stopped. As long as not all switches are known, all agents are. */
@Component
public class KillSwitches {

    /** After a start it takes a moment to read all switches; agents that come at once need not come again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KillSwitchBook book;
    private final StateReplay replay;
    private final Counter refusals;

    KillSwitches(KillSwitchBook book, StateReplay killSwitchReplay, MeterRegistry metrics) {
        this.book = book;
        this.replay = killSwitchReplay;
        refusals = Counter.builder("agentplane.scheduler.killswitch.refusals")
                .description("Claims and reports of stopped agents")
                .register(metrics);
    }

    public boolean isStopped(String namespace, UUID agentId) {
        return !replay.isCaughtUp() || book.reasonFor(namespace, agentId).isPresent();
    }

    /** Waits a moment until all switches are known, and then refuses; never to be called within a transaction. */
    public void requireKnown() {
        if (!isKnown()) {
            throw unknown();
        }
    }

    /** Refuses what a stopped agent does. Never waits, since connections to the database and locks may be held. */
    public void requireMayAct(String namespace, UUID agentId) {
        if (!replay.isCaughtUp()) {
            throw unknown();
        }
        book.reasonFor(namespace, agentId).ifPresent(reason -> {
            refusals.increment();
            throw KillSwitchProblem.AGENT_KILLED
                    .because("The agent is stopped by a kill switch")
                    .with("reason", reason);
        });
    }

    private static DomainException unknown() {
        return KillSwitchProblem.KILL_SWITCHES_UNKNOWN.because(
                "The service is starting and does not know all kill switches yet; retry in a moment");
    }

    private boolean isKnown() {
        try {
            return replay.isCaughtUp() || replay.awaitCaughtUp(PATIENCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
