package io.agentplane.scheduler.execution;

import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.scheduler.fleet.Fleet;
import io.agentplane.scheduler.task.TaskSignal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The claims on this replica that wait for work, each woken when its agent has been given some, or may get none any more. */
@Component
class WaitingClaims {

    /** A signal can get lost. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Map<UUID, Set<WaitingClaim>> waiting = new ConcurrentHashMap<>();
    private volatile boolean closing;

    WaitingClaims(DatabaseSignals signals) {
        signals.listen(TaskSignal.ASSIGNED, agentId -> of(agentId).forEach(WaitingClaim::wake));
        signals.listen(Fleet.DEPARTED, agentId -> of(agentId).forEach(WaitingClaim::depart));
    }

    /** Begins to wait. What is assigned from now on, or that the agent leaves, is not missed. */
    WaitingClaim begin(UUID agentId, Duration patience) {
        var claim = new WaitingClaim(agentId, System.nanoTime() + patience.toNanos());
        waiting.compute(agentId, (id, others) -> {
            Set<WaitingClaim> claims = others == null ? ConcurrentHashMap.newKeySet() : others;
            claims.add(claim);
            return claims;
        });
        return claim;
    }

    /** The waiting claims of one agent; of all agents without an id, since signals may have been missed then. */
    private Stream<WaitingClaim> of(String agentId) {
        return agentId.isEmpty() ? all() : waiting.getOrDefault(UUID.fromString(agentId), Set.of()).stream();
    }

    private Stream<WaitingClaim> all() {
        return waiting.values().stream().flatMap(Set::stream);
    }

    /** Sends everyone away empty-handed, so that the service need not wait for the longest of them. */
    @EventListener
    void close(ContextClosedEvent closed) {
        closing = true;
        all().forEach(WaitingClaim::wake);
    }

    /** One claim, from its first look to its answer. */
    final class WaitingClaim implements AutoCloseable {

        private final UUID agentId;
        private final long until;
        private final Semaphore signals = new Semaphore(0);
        private final AtomicBoolean departed = new AtomicBoolean();

        private WaitingClaim(UUID agentId, long until) {
            this.agentId = agentId;
            this.until = until;
        }

        private void wake() {
            signals.release();
        }

        private void depart() {
            departed.set(true);
            wake();
        }

        /** Whether the agent may have left since the last look. */
        boolean takeDeparture() {
            return departed.getAndSet(false);
        }

        /** Waits until it is worth looking; false when the time is over. */
        boolean untilNextLook() {
            long left = until - System.nanoTime();
            if (left <= 0 || closing) {
                return false;
            }
            try {
                if (signals.tryAcquire(Math.min(left, LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS)) {
                    signals.drainPermits();
                }
                return !closing;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            waiting.computeIfPresent(agentId, (id, claims) -> {
                claims.remove(this);
                return claims.isEmpty() ? null : claims;
            });
        }
    }
}
