package io.agentplane.registry.shard;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.signal.DatabaseSignals;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** The shards that this replica holds at present. */
@Service
public class ShardLeases {

    static final String SIGNAL = "shards";

    private static final Logger log = LoggerFactory.getLogger(ShardLeases.class);

    private final UUID replica = UuidCreator.getTimeOrderedEpoch();
    private final ShardQueries queries;
    private final DatabaseSignals signals;
    private final TransactionOperations transaction;
    private final ShardSettings settings;
    private volatile Tenure tenure = new Tenure(Map.of(), 0);

    ShardLeases(
            ShardQueries queries,
            DatabaseSignals signals,
            TransactionOperations transaction,
            ShardSettings settings,
            MeterRegistry metrics) {
        this.queries = queries;
        this.signals = signals;
        this.transaction = transaction;
        this.settings = settings;
        Gauge.builder("agentplane.registry.shards.held", () -> held().size())
                .description("Shards whose agents this replica watches")
                .register(metrics);
    }

    /** The shards to work for now; none once this replica has not renewed its lease in time, whatever the database says. */
    public Set<Integer> held() {
        return tenure.isOver() ? Set.of() : tenure.fences().keySet();
    }

    /**
     * Makes sure, until the end of the running transaction, that this replica alone writes on behalf of a shard. False
     * when the shard is another's by now; then nothing may be written.
     */
    public boolean lock(int shard) {
        Long fence = tenure.fences().get(shard);
        return fence != null && queries.lock(replica, shard, fence);
    }

    UUID replica() {
        return replica;
    }

    /** Renews the lease, gives up what is too much and takes what is free. */
    void renew() {
        long asked = System.nanoTime();
        boolean isNew = Boolean.TRUE.equals(transaction.execute(status -> renewLease()));
        boolean gaveUp = Boolean.TRUE.equals(transaction.execute(status -> balance()));
        Map<Integer, Long> fences = Map.copyOf(queries.held(replica));
        tenure = new Tenure(fences, asked + settings.lease().toNanos());
        if (isNew || gaveUp) {
            signals.ring(SIGNAL, "");
        }
    }

    private boolean renewLease() {
        Duration lapsed = queries.lapsed(replica).orElse(Duration.ZERO);
        boolean isNew = queries.renew(replica, settings.lease());
        if (lapsed.compareTo(settings.lease()) > 0) {
            log.warn("Nobody renewed this replica's lease for {}; its agents are watched anew", lapsed);
            queries.watchAnew(replica);
        }
        return isNew;
    }

    /** True when shards became free for others. */
    private boolean balance() {
        int surplus = queries.held(replica).size() - queries.share(replica).shards();
        if (surplus < 0) {
            queries.claim(replica, -surplus, settings.lease());
        }
        queries.forgetDead();
        return surplus > 0 && queries.giveUp(replica, surplus) > 0;
    }

    /** Hands everything over at an orderly stop; without a database the lease runs out instead. */
    @PreDestroy
    void leave() {
        tenure = new Tenure(Map.of(), 0);
        try {
            transaction.executeWithoutResult(status -> {
                queries.giveUp(replica, ShardShare.SHARDS);
                queries.leave(replica);
            });
            signals.ring(SIGNAL, "");
        } catch (DataAccessException | TransactionException away) {
            log.info("The shards of this replica stay held until its lease ends: {}", away.getMessage());
        }
    }

    private record Tenure(Map<Integer, Long> fences, long untilNanos) {

        boolean isOver() {
            return fences.isEmpty() || System.nanoTime() - untilNanos > 0;
        }
    }
}
