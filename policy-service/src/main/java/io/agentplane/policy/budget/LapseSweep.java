package io.agentplane.policy.budget;

import io.agentplane.platform.identity.Namespace;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Gives back what nobody has settled in time, each batch in a transaction of its own. */
@Component
class LapseSweep {

    private static final Logger log = LoggerFactory.getLogger(LapseSweep.class);

    private final LedgerQueries queries;
    private final Counter lapsed;
    private final Clock clock;

    LapseSweep(LedgerQueries queries, MeterRegistry metrics, Clock clock) {
        this.queries = queries;
        this.clock = clock;
        lapsed = Counter.builder("agentplane.budget.lapsed")
                .description("Reservations that nobody settled in time")
                .register(metrics);
    }

    /** Whether something was due to be given back in the present namespace. */
    boolean sweepNamespace() {
        return sweep(Namespace.current()) > 0;
    }

    @Scheduled(fixedDelayString = "PT2S")
    void sweepAll() {
        try {
            sweep(null);
        } catch (DataAccessException | TransactionException away) {
            log.warn("Reservations wait to be given back: {}", away.getMessage());
        }
    }

    private int sweep(@Nullable String namespace) {
        int all = 0;
        int given;
        do {
            given = queries.lapse(namespace, clock.instant());
            all += given;
        } while (given > 0);
        lapsed.increment(all);
        return all;
    }
}
