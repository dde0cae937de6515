package io.agentplane.examples.demo;

import io.agentplane.examples.demo.DemoArguments.UsageException;
import io.agentplane.sdk.Agentplane;
import io.agentplane.sdk.AgentplaneException;
import io.agentplane.sdk.Backoff;
import io.agentplane.sdk.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/**
 * Runs the demo against a started cluster. Exit code 0: all was as it should be; 1: something was not, and said so; 2:
 * called wrongly.
 */
public final class Demo {

    static final int AS_EXPECTED = 0;
    static final int NOT_AS_EXPECTED = 1;
    static final int CALLED_WRONGLY = 2;

    private static final Duration LIMIT = Duration.ofSeconds(150);

    /** A service that crashes is back within a quarter of a minute; the demo goes on then. */
    private static final ConnectionSettings PATIENT = new ConnectionSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            25,
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2)));

    private static final Duration TIDYING_UP = Duration.ofSeconds(10);

    private Demo() {}

    public static void main(String... args) {
        System.exit(run(Display.standard(), args));
    }

    static int run(Display display, String... args) {
        try {
            DemoArguments arguments = DemoArguments.parse(args);
            String key = arguments.adminKey();
            return within(LIMIT, display, () -> play(arguments, key, display));
        } catch (UsageException e) {
            display.say(String.valueOf(e.getMessage()));
            return CALLED_WRONGLY;
        }
    }

    private static int play(DemoArguments arguments, String key, Display display)
            throws InterruptedException, IOException {
        Files.createDirectories(arguments.logs());
        try (Agentplane once = Agentplane.connect(arguments.url(), key)) {
            // A wrong address or key is told at once, without the patience of what follows.
            once.gateway().get("/policies?limit=1", JsonNode.class);
        } catch (AgentplaneException e) {
            display.say("Not as expected: %s can't be used: %s".formatted(arguments.url(), e.getMessage()));
            return NOT_AS_EXPECTED;
        }
        try (Agentplane agentplane = Agentplane.connect(arguments.url(), key, PATIENT)) {
            List<String> failures = new Journey(arguments, agentplane, display).run();
            if (failures.isEmpty()) {
                display.say("All was as it should be.");
                return AS_EXPECTED;
            }
            failures.forEach(failure -> display.say("Not as expected: " + failure));
        } catch (DemoException | AgentplaneException e) {
            display.say("Not as expected: " + e.getMessage());
        }
        display.say("The agents' logs are in " + arguments.logs());
        return NOT_AS_EXPECTED;
    }

    /** The whole demo on a clock: whatever hangs is interrupted and gets a moment to tidy up. */
    private static int within(Duration limit, Display display, Callable<Integer> demo) {
        FutureTask<Integer> task = new FutureTask<>(demo);
        Thread thread = Thread.ofPlatform().name("demo").start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            display.say("Not as expected: the demo didn't end within " + limit.toSeconds() + " s");
            return stop(task, thread);
        } catch (InterruptedException e) {
            return stop(task, thread);
        } catch (ExecutionException e) {
            display.say("Not as expected: " + e.getCause());
            return NOT_AS_EXPECTED;
        }
    }

    private static int stop(FutureTask<Integer> task, Thread thread) {
        task.cancel(true);
        try {
            thread.join(TIDYING_UP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return NOT_AS_EXPECTED;
    }
}
