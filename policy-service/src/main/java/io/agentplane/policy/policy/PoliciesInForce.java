package io.agentplane.policy.policy;

import io.agentplane.platform.event.OutboundEvent;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.signal.DatabaseSignals;
import io.agentplane.policy.engine.LaterTries;
import io.agentplane.policy.engine.PolicySet;
import io.agentplane.policy.engine.PolicySets;
import io.agentplane.policy.policy.PolicySetQueries.NumberedPolicies;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The policies of every namespace, compiled. A changed set is swapped in whole: by the replica that changed it after the
 * commit and before the answer, by the others when they hear the signal, and when a signal is lost at the next look, a
 * second later at most.
 */
@Component
public class PoliciesInForce {

    private static final Logger log = LoggerFactory.getLogger(PoliciesInForce.class);
    private static final String SIGNAL = "policies";

    private final PolicySetQueries queries;
    private final DatabaseSignals signals;
    private final PolicySets sets;
    private final LaterTries laterTries;
    private final Map<String, Long> known = new ConcurrentHashMap<>();
    private final Map<String, Long> postponed = new ConcurrentHashMap<>();
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();

    @Autowired
    PoliciesInForce(PolicySetQueries queries, DatabaseSignals signals, MeterRegistry metrics) {
        this(queries, signals, metrics, new PolicySets(), new LaterTries(InstantSource.system()));
    }

    PoliciesInForce(
            PolicySetQueries queries,
            DatabaseSignals signals,
            MeterRegistry metrics,
            PolicySets sets,
            LaterTries laterTries) {
        this.queries = queries;
        this.signals = signals;
        this.sets = sets;
        this.laterTries = laterTries;
        FunctionCounter.builder("agentplane.policy.compilation.left.behind", sets, PolicySets::everLeftBehind)
                .description("Threads that went on compiling a namespace's policies when their time was up")
                .register(metrics);
    }

    @PostConstruct
    void start() {
        signals.listen(SIGNAL, any -> Thread.startVirtualThread(this::look));
        refresh();
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
        refresh(Namespace.current());
        return answer;
    }

    /** Takes over whatever has changed since. What was too much to compile is tried apart, so that others don't wait for it. */
    private synchronized void refresh() {
        queries.revisions().forEach((namespace, revision) -> {
            if (revision.equals(known.get(namespace))) {
                return;
            }
            Long tried = postponed.get(namespace);
            if (tried == null) {
                refresh(namespace);
            } else if (!tried.equals(revision) || !laterTries.isPostponed(namespace)) {
                Thread.startVirtualThread(() -> tryAgain(namespace));
            }
        });
    }

    /** In one namespace one at a time, so that no older set follows a newer one. */
    private void refresh(String namespace) {
        Lock lock = lock(namespace);
        lock.lock();
        try {
            read(namespace);
        } finally {
            lock.unlock();
        }
    }

    private void tryAgain(String namespace) {
        Lock lock = lock(namespace);
        if (lock.tryLock()) {
            try {
                read(namespace);
            } catch (RuntimeException away) {
                warn(away);
            } finally {
                lock.unlock();
            }
        }
    }

    private Lock lock(String namespace) {
        return locks.computeIfAbsent(namespace, any -> new ReentrantLock());
    }

    @Scheduled(fixedDelayString = "PT1S")
    void look() {
        try {
            refresh();
        } catch (RuntimeException away) {
            warn(away);
        }
    }

    private static void warn(RuntimeException away) {
        log.warn("The policies in force stay as they are until the database answers: {}", away.getMessage());
    }

    /** What one namespace has, such as an action of a newer version, must not keep the others from their changes. */
    private void read(String namespace) {
        try {
            NumberedPolicies stored = queries.policies(namespace);
            if (!Objects.equals(known.get(namespace), stored.revision())) {
                put(namespace, stored);
            }
        } catch (InvalidDataAccessApiUsageException unreadable) {
            // What a row can't be made of comes from the repository in this form.
            deny(namespace, unreadable);
        } catch (DataAccessException | TransactionException away) {
            throw away;
        } catch (RuntimeException unreadable) {
            deny(namespace, unreadable);
        }
    }

    private void deny(String namespace, RuntimeException unreadable) {
        sets.deny(namespace);
        log.error("Namespace {} is denied everything until its policies can be read", namespace, unreadable);
    }

    private void put(String namespace, NumberedPolicies stored) {
        switch (sets.put(namespace, stored.policies(), stored.otherwise().decision())) {
            case PolicySets.InForce() -> settle(namespace, stored);
            case PolicySets.Invalid(var why) -> {
                log.error("Namespace {} is denied everything until its policies compile", namespace, why);
                settle(namespace, stored);
            }
            case PolicySets.NotNow(var why) -> {
                log.warn("Namespace {} keeps the policies it had until the changed ones are compiled", namespace, why);
                laterTries.postpone(namespace);
                postponed.put(namespace, stored.revision());
            }
        }
    }

    private void settle(String namespace, NumberedPolicies stored) {
        known.put(namespace, stored.revision());
        laterTries.end(namespace);
        postponed.remove(namespace);
    }
}
