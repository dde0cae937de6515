package io.agentplane.platform.check;

import io.agentplane.platform.signal.SignalledLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Looks from time to time at something outside of the process, and is down in the service's health while that is wrong. It
 * says so once, in a sentence, and once when it is right again. While nothing can be seen it stays with what it knew.
 */
public final class OutsideCheck implements HealthIndicator, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutsideCheck.class);

    private final Callable<Optional<String>> look;
    private final SignalledLoop loop;
    private volatile Optional<String> fault = Optional.empty();

    /**
     * @param name of the thread that looks
     * @param every how often it does so
     * @param look what is wrong, as a sentence; an exception if that can't be told now
     */
    public OutsideCheck(String name, Duration every, Callable<Optional<String>> look) {
        this.look = look;
        this.loop = new SignalledLoop(name, every, this::look);
    }

    void look() {
        Optional<String> found;
        try {
            found = look.call();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        } catch (Exception unknown) {
            log.debug("It can't be seen now", unknown);
            return;
        }
        if (found.isPresent() && fault.isEmpty()) {
            log.error("Not ready: {}", found.get());
        } else if (found.isEmpty() && fault.isPresent()) {
            log.info("Right again is what was reported as: {}", fault.get());
        }
        fault = found;
    }

    /** Whether nothing is known to be wrong. */
    public boolean isRight() {
        return fault.isEmpty();
    }

    @Override
    public Health health() {
        return fault.map(sentence -> Health.down().withDetail("reason", sentence))
                .orElseGet(Health::up)
                .build();
    }

    /** Before anything listens. */
    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
