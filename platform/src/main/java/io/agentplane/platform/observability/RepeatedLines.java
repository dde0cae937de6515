package io.agentplane.platform.observability;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Bounds how often a warning or error is written: an absent neighbour would fill the disk with one sentence. Lines are alike
 * that come from one logger and have one wording and one kind of cause, whatever they fill in. What is left out is counted, and
 * told before the first line of another minute.
 */
final class RepeatedLines extends TurboFilter {

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_WORDINGS = 1_000;

    /** Some libraries put what strangers sent into the wording. */
    private static final int MAX_WORDINGS_OF_A_LOGGER = 5;

    private final int most;
    private final LongSupplier nanoTime;
    private volatile Window window;

    RepeatedLines(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        window = new Window(nanoTime.getAsLong());
    }

    /** Bounds all lines of this process; asked again, as by a second service in one process, it changes nothing. */
    static void bound(LoggerContext context, int most, LongSupplier nanoTime) {
        if (context.getTurboFilterList().stream().noneMatch(RepeatedLines.class::isInstance)) {
            var filter = new RepeatedLines(most, nanoTime);
            filter.setContext(context);
            filter.start();
            context.addTurboFilter(filter);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String wording,
            Object @Nullable [] values,
            @Nullable Throwable cause) {
        if (wording == null
                || !level.isGreaterOrEqual(Level.WARN)
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        Window current = current();
        Line line = current.line(logger.getName(), wording, cause == null ? null : cause.getClass());
        int times =
                current.lines.computeIfAbsent(line, _ -> new AtomicInteger()).incrementAndGet();
        int ofLogger = current.loggers
                .computeIfAbsent(logger.getName(), _ -> new AtomicInteger())
                .incrementAndGet();
        return times <= most && ofLogger <= most * MAX_WORDINGS_OF_A_LOGGER ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    /** The window of this minute; whoever opens it tells what the one before has left out. */
    private Window current() {
        Window current = window;
        long now = nanoTime.getAsLong();
        if (now - current.begunAt <= MINUTE_NANOS) {
            return current;
        }
        Window next = new Window(now);
        synchronized (this) {
            if (window != current) {
                return window;
            }
            window = next;
        }
        current.lines.forEach((line, times) -> {
            if (times.get() > most) {
                ((LoggerContext) getContext())
                        .getLogger(line.logger())
                        .warn("{} more lines were left out that were like: {}", times.get() - most, line.wording());
            }
        });
        return next;
    }

    private record Line(
            String logger, String wording, @Nullable Class<?> cause) {}

    private static final class Window {

        private final long begunAt;
        private final Map<Line, AtomicInteger> lines = new ConcurrentHashMap<>();
        private final Map<String, AtomicInteger> loggers = new ConcurrentHashMap<>();

        Window(long begunAt) {
            this.begunAt = begunAt;
        }

        /** Beyond so many wordings all others of a logger count as one. */
        private Line line(String logger, String wording, @Nullable Class<?> cause) {
            Line line = new Line(logger, wording, cause);
            return lines.containsKey(line) || lines.size() < MAX_WORDINGS ? line : new Line(logger, "", null);
        }
    }
}
