package io.agentplane.gateway.decision;

import io.agentplane.platform.event.StateReplay;
import io.agentplane.policy.engine.LaterTries;
import io.agentplane.policy.engine.PolicySet;
import io.agentplane.policy.engine.PolicySets;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The policies of every namespace, compiled by a thread of its own. Changes that come close together are taken over in one
 * go, and a set that takes long to make anew isn't made more often than half of the time allows.
 */
@Component
class PolicySnapshot implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PolicySnapshot.class);
    private static final Duration GATHERING = Duration.ofMillis(20);
    private static final long IDLE_MILLIS = 100;

    private final PolicyBook book;
    private final StateReplay replay;
    private final Timer compilation;
    private final PolicySets sets = new PolicySets();
    private final LaterTries laterTries = new LaterTries(InstantSource.system());
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private volatile boolean ready;
    private @Nullable Thread thread;

    PolicySnapshot(PolicyBook book, StateReplay policyReplay, MeterRegistry metrics) {
        this.book = book;
        this.replay = policyReplay;
        compilation = Timer.builder("agentplane.policy.compilation")
                .description("Taking over a namespace's changed policies")
                .register(metrics);
        FunctionCounter.builder("agentplane.policy.compilation.left.behind", sets, PolicySets::everLeftBehind)
                .description("Threads that went on compiling a namespace's policies when their time was up")
                .register(metrics);
    }

    /** What binds in a namespace now. */
    PolicySet in(String namespace) {
        return sets.in(namespace);
    }

    /** False until all policies have been read and compiled once. */
    boolean isReady() {
        return ready;
    }

    /** How many namespaces are denied everything, because their policies can't be read. */
    int denied() {
        return denied.size();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("policy-snapshot").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try {
            Duration took = Duration.ZERO;
            while (running) {
                book.awaitNews(IDLE_MILLIS);
                // Until then each message is news, and compiling in between would only hold up the last of them.
                if (replay.isCaughtUp()) {
                    TimeUnit.NANOSECONDS.sleep(Math.max(GATHERING.toNanos(), took.toNanos()));
                    Set<String> changed = new LinkedHashSet<>(book.takeChanged());
                    changed.addAll(laterTries.due());
                    long began = System.nanoTime();
                    changed.forEach(namespace -> compilation.record(() -> compile(namespace)));
                    took = Duration.ofNanos(System.nanoTime() - began);
                    ready = true;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void compile(String namespace) {
        try {
            NamespacePolicies policies = book.in(namespace);
            if (!policies.isReadable()) {
                deny(namespace, new IllegalStateException("An event of its policies is not readable"));
                return;
            }
            switch (sets.put(namespace, policies.policies(), policies.otherwise())) {
                case PolicySets.InForce() -> {
                    denied.remove(namespace);
                    laterTries.end(namespace);
                }
                case PolicySets.Invalid(var why) -> deny(namespace, why);
                case PolicySets.NotNow(var why) -> {
                    log.warn(
                            "Namespace {} keeps the policies it had until the changed ones are compiled",
                            namespace,
                            why);
                    laterTries.postpone(namespace);
                }
            }
        } catch (RuntimeException unforeseen) {
            deny(namespace, unforeseen);
        }
    }

    private void deny(String namespace, Exception why) {
        log.error("Namespace {} is denied everything until its policies compile", namespace, why);
        sets.deny(namespace);
        denied.add(namespace);
        laterTries.end(namespace);
    }
}
