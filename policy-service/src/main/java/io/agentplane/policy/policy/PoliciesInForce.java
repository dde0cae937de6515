package io.agentplane.policy.policy;

import io.agentplane.platform.event.OutboundEvent;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.platform.startup.BeforeListening;
import io.agentplane.policy.engine.LaterTries;
import io.agentplane.policy.engine.PolicySet;
import io.agentplane.policy.engine.PolicySets;
import io.agentplane.policy.policy.PolicySetQueries.NumberedPolicies;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The policies of every namespace, compiled. A changed set is swapped in whole: by the replica that changed it after the
 * commit and before the answer, by the others when they hear the signal, or a second later where it is lost. Each namespace
 * has a thread of its own for that, so that a set that takes long to compile holds up no other. Only at start they are
 * compiled one after the other, since a namespace without a set would be allowed everything.
 */
@Component
public class PoliciesInForce implements BeforeListening {

    static final String SIGNAL = "policies";

    private static final Logger log = LoggerFactory.getLogger(PoliciesInForce.class);

    /** Namespaces that read at a time; all others need connections too. */
    private static final int MAX_READING = 4;

    private final PolicySetQueries queries;
    private final DatabaseSignals signals;
    private final PolicySets sets;
    private final LaterTries laterTries;
    private final Executor threads;
    private final Semaphore reading = new Semaphore(MAX_READING);
    private final Map<String, Refresh> refreshes = new ConcurrentHashMap<>();

    @Autowired
    PoliciesInForce(PolicySetQueries queries, DatabaseSignals signals, MeterRegistry metrics) {
        this(
                queries,
                signals,
                metrics,
                new PolicySets(),
                new LaterTries(InstantSource.system()),
                Thread::startVirtualThread);
    }

    /** @param threads where each namespace's policies are compiled */
    PoliciesInForce(
            PolicySetQueries queries,
            DatabaseSignals signals,
            MeterRegistry metrics,
            PolicySets sets,
            LaterTries laterTries,
            Executor threads) {
        this.queries = queries;
        this.signals = signals;
        this.sets = sets;
        this.laterTries = laterTries;
        this.threads = threads;
        FunctionCounter.builder("agentplane.policy.compilation.left.behind", sets, PolicySets::everLeftBehind)
                .description("Threads that went on compiling a namespace's policies when their time was up")
                .register(metrics);
    }

    @Override
    public void beforeListening() {
        queries.revisions().keySet().forEach(namespace -> refresh(namespace).run());
    }

    /** What binds in a namespace now. */
    public PolicySet in(String namespace) {
        return sets.in(namespace);
    }

    /** In the transaction of the change: the set gets a new number. */
    @EventListener({PolicyEvent.class, DefaultDecisionChanged.class})
    void announce(OutboundEvent change) {
        queries.advance(change.namespace());
        signals.ring(SIGNAL, "");
    }

    /** Makes a change, and binds it before its answer: after the transaction, whose connection others wait for. */
    <T> T bound(Supplier<T> change) {
        T answer = change.get();
        refresh(Namespace.current()).run();
        return answer;
    }

    /** Has whatever has changed since taken over, and doesn't wait for it. */
    void look() {
        queries.revisions().forEach((namespace, revision) -> {
            Refresh refresh = refresh(namespace);
            if (refresh.isDue(revision)) {
                refresh.wake();
            }
        });
    }

    private Refresh refresh(String namespace) {
        return refreshes.computeIfAbsent(namespace, Refresh::new);
    }

    /** Takes one namespace's policies over: one thread at a time, so that no older set follows a newer one. */
    private final class Refresh {

        private final String namespace;

        /** None, one for the thread at work, and one more to work once again. */
        private final AtomicInteger wakes = new AtomicInteger();

        private volatile @Nullable Long known;
        private volatile @Nullable Long postponed;

        Refresh(String namespace) {
            this.namespace = namespace;
        }

        boolean isDue(Long revision) {
            return !revision.equals(known) && !(revision.equals(postponed) && laterTries.isPostponed(namespace));
        }

        /** In the namespace's own thread; many calls before it begins are one. */
        void wake() {
            if (wakes.getAndIncrement() == 0) {
                threads.execute(this::runApart);
            }
        }

        private void runApart() {
            wakes.set(1);
            try {
                run();
            } catch (RuntimeException away) {
                log.warn(
                        "The policies of namespace {} stay as they are until the database answers: {}",
                        namespace,
                        away.getMessage());
            } finally {
                if (!wakes.compareAndSet(1, 0)) {
                    threads.execute(this::runApart);
                }
            }
        }

        /** A namespace that cannot be read, for example with an action of a newer version, must not hold up the others. */
        synchronized void run() {
            try {
                NumberedPolicies stored = read();
                if (isDue(stored.revision())) {
                    put(stored);
                }
            } catch (InvalidDataAccessApiUsageException unreadable) {
                // What a row can't be made of comes from the repository in this form.
                deny(unreadable);
            } catch (DataAccessException | TransactionException away) {
                throw away;
            } catch (RuntimeException unreadable) {
                deny(unreadable);
            }
        }

        private NumberedPolicies read() {
            reading.acquireUninterruptibly();
            try {
                return queries.policies(namespace);
            } finally {
                reading.release();
            }
        }

        private void deny(RuntimeException unreadable) {
            sets.deny(namespace);
            log.error("Namespace {} is denied everything until its policies can be read", namespace, unreadable);
        }

        private void put(NumberedPolicies stored) {
            switch (sets.put(namespace, stored.policies(), stored.otherwise().decision())) {
                case PolicySets.InForce() -> settle(stored);
                case PolicySets.Invalid(var why) -> {
                    log.error("Namespace {} is denied everything until its policies compile", namespace, why);
                    settle(stored);
                }
                case PolicySets.NotNow(var why) -> {
                    log.warn(
                            "Namespace {} keeps the policies it had until the changed ones are compiled",
                            namespace,
                            why);
                    laterTries.postpone(namespace);
                    postponed = stored.revision();
                }
            }
        }

        private void settle(NumberedPolicies stored) {
            known = stored.revision();
            laterTries.end(namespace);
            postponed = null;
        }
    }
}
