package io.agentplane.local.command;

import io.agentplane.local.process.PartListener;
import io.agentplane.local.process.PartState;
import io.agentplane.local.process.ProcessId;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows the parts while they start: on a terminal one line each, redrawn as time goes by; elsewhere, and once it is
 * closed, one line per change.
 */
final class ProgressDisplay implements PartListener, AutoCloseable {

    private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
    private static final long REDRAW_MILLIS = 200;

    private final PrintStream out;
    private final InstantSource clock;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private @Nullable ScheduledExecutorService redrawing;
    private int drawn;

    private ProgressDisplay(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Plain if asked for or if nobody looks at a terminal. */
    static ProgressDisplay on(PrintStream out, boolean plain, InstantSource clock) {
        boolean terminal =
                !plain && System.console() != null && System.console().isTerminal();
        return terminal ? redrawn(out, clock) : plain(out, clock);
    }

    static ProgressDisplay plain(PrintStream out, InstantSource clock) {
        return new ProgressDisplay(out, clock);
    }

    static ProgressDisplay redrawn(PrintStream out, InstantSource clock) {
        ProgressDisplay display = new ProgressDisplay(out, clock);
        display.redrawing = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
        display.redrawing.scheduleAtFixedRate(display::draw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        return display;
    }

    @Override
    public synchronized void changed(String part, PartState state, Optional<ProcessId> process) {
        Row row = rows.get(part);
        if (row != null && row.state() == state) {
            return;
        }
        Instant now = clock.instant();
        Instant since = row == null || state != PartState.READY ? now : row.since();
        Row changed = new Row(part, state, since, now);
        rows.put(part, changed);
        if (redrawing == null) {
            out.println(changed.text(now));
        } else {
            draw();
        }
    }

    private synchronized void draw() {
        StringBuilder picture = new StringBuilder();
        if (drawn > 0) {
            picture.append("\u001b[").append(drawn).append('A');
        }
        Instant now = clock.instant();
        rows.values()
                .forEach(row -> picture.append('\r')
                        .append(row.text(now))
                        .append(CLEAR_TO_END_OF_LINE)
                        .append(System.lineSeparator()));
        out.print(picture);
        out.flush();
        drawn = rows.size();
    }

    @Override
    public synchronized void close() {
        if (redrawing != null) {
            redrawing.shutdownNow();
            draw();
            redrawing = null;
        }
    }

    /** A part, its state, and between which times its start is counted. */
    private record Row(String part, PartState state, Instant since, Instant changedAt) {

        String text(Instant now) {
            return "  %-10s %s"
                    .formatted(
                            part,
                            switch (state) {
                                case STARTING -> "starting" + elapsed(now);
                                case READY -> "ready" + elapsed(changedAt);
                                case CRASHED -> "ended by itself and is started again";
                                case STOPPING -> "stopping";
                                case STOPPED -> "stopped";
                            });
        }

        private String elapsed(Instant until) {
            long millis = Duration.between(since, until).toMillis();
            return millis == 0 ? "" : String.format(Locale.ROOT, "  %.1f s", millis / 1000.0);
        }
    }
}
