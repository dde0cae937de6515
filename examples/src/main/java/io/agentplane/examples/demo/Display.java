package io.agentplane.examples.demo;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;

/** Shows the demo: on a terminal the progress is one line that changes, elsewhere a line now and then. */
final class Display {

    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(1);

    private final PrintStream out;
    private final boolean terminal;
    private Duration nextPlainLine = Duration.ZERO;

    Display(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static Display standard() {
        Console console = System.console();
        return new Display(System.out, console != null && console.isTerminal());
    }

    void say(String text) {
        out.println((terminal ? CLEAR_LINE : "") + text);
        out.flush();
    }

    void show(Progress progress) {
        if (terminal) {
            out.print(CLEAR_LINE + progress.line());
            out.flush();
        } else if (progress.elapsed().compareTo(nextPlainLine) >= 0) {
            say(progress.line());
            nextPlainLine = progress.elapsed().plus(PLAIN_INTERVAL);
        }
    }
}
