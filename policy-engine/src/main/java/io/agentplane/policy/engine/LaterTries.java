package io.agentplane.policy.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When to try again to put policies in force that couldn't be compiled ({@link PolicySets.NotNow}): after a second, then twice
 * as long each time, a minute at most.
 */
public final class LaterTries {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Try> tries = new HashMap<>();

    public LaterTries(InstantSource clock) {
        this.clock = clock;
    }

    /** Puts the next try in a namespace off. */
    public synchronized void postpone(String namespace) {
        tries.compute(namespace, (_, last) -> next(last));
    }

    /** No further try is needed. */
    public synchronized void end(String namespace) {
        tries.remove(namespace);
    }

    /** Whether the next try has been put off and its time hasn't come. */
    public synchronized boolean isPostponed(String namespace) {
        Try next = tries.get(namespace);
        return next != null && clock.instant().isBefore(next.at);
    }

    /** The namespaces whose next try's time has come. */
    public synchronized List<String> due() {
        return tries.keySet().stream()
                .filter(namespace -> !isPostponed(namespace))
                .toList();
    }

    private Try next(@Nullable Try last) {
        Duration doubled = last == null ? FIRST_PAUSE : last.pause.multipliedBy(2);
        Duration pause = doubled.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : doubled;
        return new Try(clock.instant().plus(pause), pause);
    }

    private record Try(Instant at, Duration pause) {}
}
