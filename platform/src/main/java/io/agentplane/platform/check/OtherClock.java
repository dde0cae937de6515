package io.agentplane.platform.check;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Compares the clock of this process with that of another, which it asks for the time. Tokens, leases and deadlines go by
 * clocks; too far apart, nobody is believed.
 */
public final class OtherClock implements Callable<Optional<String>> {

    private final String owner;
    private final Callable<Instant> other;
    private final InstantSource own;
    private final Duration tolerance;

    /**
     * @param owner whose clock the other is, as a sentence names it
     * @param other what it says now
     * @param tolerance how far apart they may be
     */
    public OtherClock(String owner, Callable<Instant> other, InstantSource own, Duration tolerance) {
        this.owner = owner;
        this.other = other;
        this.own = own;
        this.tolerance = tolerance;
    }

    /** What the other says is true at some moment between the question and its answer. */
    @Override
    public Optional<String> call() throws Exception {
        Instant asked = own.instant();
        Instant told = other.call();
        Instant answered = own.instant();
        if (told.isAfter(answered.plus(tolerance))) {
            return Optional.of(sentence("behind", Duration.between(answered, told)));
        }
        if (told.isBefore(asked.minus(tolerance))) {
            return Optional.of(sentence("ahead of", Duration.between(told, asked)));
        }
        return Optional.empty();
    }

    private String sentence(String where, Duration by) {
        return "This machine's clock is %d s %s that of %s, more than %d s (agentplane.clock.tolerance); set the one that is wrong"
                .formatted(by.toSeconds(), where, owner, tolerance.toSeconds());
    }
}
