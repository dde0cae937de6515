package io.agentplane.policy.killswitch;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.web.Page;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/** The kill switches of the present namespace. A change binds on every replica within a quarter of a second. */
@Service
public class KillSwitches {

    private static final Logger log = LoggerFactory.getLogger(KillSwitches.class);
    private static final Duration KNOWN_FOR = Duration.ofMillis(250);
    private static final int MAX_NAMESPACES = 10_000;

    private final KillSwitchQueries queries;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final LoadingCache<String, Map<String, String>> reasons;
    private volatile long thrown;

    KillSwitches(KillSwitchQueries queries, ApplicationEventPublisher events, Clock clock, MeterRegistry metrics) {
        this.queries = queries;
        this.events = events;
        this.clock = clock;
        this.reasons = Caffeine.newBuilder()
                .maximumSize(MAX_NAMESPACES)
                .expireAfterWrite(KNOWN_FOR)
                .build(queries::reasons);
        Gauge.builder("agentplane.killswitch.active", this, switches -> switches.thrown)
                .description("Kill switches that are thrown at present, in all namespaces")
                .register(metrics);
    }

    /** Why an agent of the present namespace is stopped, or nothing when it may act. */
    public Optional<String> reasonFor(String agentId) {
        Map<String, String> ofNamespace = reasons.get(Namespace.current());
        return Optional.ofNullable(ofNamespace.get(KillSwitchQueries.ALL))
                .or(() -> Optional.ofNullable(ofNamespace.get(agentId)));
    }

    @Transactional
    KillSwitchView kill(@Nullable UUID agentId, String reason) {
        KillSwitchView changed = queries.store(new KillSwitchView(
                Namespace.current(),
                text(agentId),
                true,
                reason,
                Caller.current().name(),
                clock.instant(),
                0));
        events.publishEvent(new KillSwitchChanged(changed));
        return changed;
    }

    /** Releases; one that isn't thrown stays as it is. */
    @Transactional
    void release(@Nullable UUID agentId) {
        queries.release(Namespace.current(), text(agentId), Caller.current().name())
                .map(KillSwitchChanged::new)
                .ifPresent(events::publishEvent);
    }

    @Transactional(readOnly = true)
    Page<KillSwitchView> list(@Nullable String after, int limit) {
        return Page.cut(
                queries.list(Namespace.current(), after, limit),
                limit,
                view -> Objects.requireNonNullElse(view.agentId(), KillSwitchQueries.ALL));
    }

    @TransactionalEventListener
    void forget(KillSwitchChanged change) {
        reasons.invalidate(change.namespace());
    }

    /** Counts now and then, so that looking at the metrics costs the database nothing. */
    @Scheduled(fixedDelayString = "PT5S")
    void count() {
        try {
            thrown = queries.countThrown();
        } catch (DataAccessException | TransactionException away) {
            log.debug("The count stays as it was: {}", away.getMessage());
        }
    }

    private static @Nullable String text(@Nullable UUID agentId) {
        return agentId == null ? null : agentId.toString();
    }
}
