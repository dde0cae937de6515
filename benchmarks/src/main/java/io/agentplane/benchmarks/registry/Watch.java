package io.agentplane.benchmarks.registry;

import io.agentplane.benchmarks.load.Call;
import io.agentplane.benchmarks.load.LoadGenerator;
import io.agentplane.benchmarks.load.LoadResult;
import io.agentplane.benchmarks.load.Watchers;
import io.agentplane.benchmarks.measure.Latencies;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many watchers and changes at a rate. Each watcher's time counts from when the request for the change was sent, so
 * it holds the change's own way into the database as well.
 */
final class Watch {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern NAME = Pattern.compile("\"name\":\"(change-\\d+)\"");

    private final LoadGenerator load;
    private final AgentplaneRegistry registry;
    private final int watchers;
    private final Duration length;
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final AtomicInteger changes = new AtomicInteger();
    private volatile Latencies heard = new Latencies();

    Watch(LoadGenerator load, AgentplaneRegistry registry, int watchers, Duration length) {
        this.load = load;
        this.registry = registry;
        this.watchers = watchers;
        this.length = length;
    }

    /** Watches from now on. */
    Watchers open() throws Exception {
        return new Watchers(registry.watch(), watchers, this::hear);
    }

    private void hear(String change) {
        Matcher name = NAME.matcher(change);
        Long since = name.find() ? sent.get(name.group(1)) : null;
        if (since != null) {
            heard.record(System.nanoTime() - since);
        }
    }

    /** Makes changes and returns when all watchers have heard of all of them, or it has taken too long. */
    Run changing(int perSecond) {
        heard = new Latencies();
        LoadResult made = load.atRate(this::change, perSecond, length);
        long expected = made.latencies().count() * watchers;
        long answered = System.nanoTime();
        while (heard.count() < expected && System.nanoTime() - answered < PATIENCE.toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return new Run(made, heard, expected);
    }

    private Call change() {
        String name = "change-" + changes.getAndIncrement();
        sent.put(name, System.nanoTime());
        return registry.change(name);
    }

    /**
     * What came of changes at one rate.
     *
     * @param expected what the watchers should have heard, all of them together
     */
    record Run(LoadResult made, Latencies heard, long expected) {}
}
