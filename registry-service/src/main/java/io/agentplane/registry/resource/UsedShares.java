package io.agentplane.registry.resource;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Shows how much of all pools together is used, and of the fullest one; a label for each pool would be one for each name
 * that anyone thinks of.
 */
@Component
class UsedShares {

    private static final Logger log = LoggerFactory.getLogger(UsedShares.class);
    private static final List<String> RESOURCES = List.of("cpu", "memory", "storage", "bandwidth");

    private final JdbcClient jdbc;
    private volatile Shares shares = new Shares(new double[RESOURCES.size()], new double[RESOURCES.size()]);

    UsedShares(JdbcClient jdbc, MeterRegistry metrics) {
        this.jdbc = jdbc;
        for (int index = 0; index < RESOURCES.size(); index++) {
            int resource = index;
            Gauge.builder("agentplane.registry.resource.used.share", this, any -> shares.ofAll()[resource])
                    .description("Share of what is contributed to all pools that is allocated, 0 to 1")
                    .tag("resource", RESOURCES.get(resource))
                    .register(metrics);
            Gauge.builder("agentplane.registry.resource.used.share.highest", this, any -> shares.ofFullest()[resource])
                    .description("The same of the pool that has the highest")
                    .tag("resource", RESOURCES.get(resource))
                    .register(metrics);
        }
    }

    /** Reads them now and then, so that looking at the metrics costs the database nothing. */
    @Scheduled(fixedDelayString = "PT10S")
    void refresh() {
        try {
            shares = read();
        } catch (DataAccessException | TransactionException away) {
            log.debug("The shares stay as they were: {}", away.getMessage());
        }
    }

    private Shares read() {
        return jdbc.sql("""
                WITH pool AS (
                    SELECT CAST(sum(cpu_millis) AS double precision) AS cpu, sum(used_cpu_millis) AS used_cpu,
                        CAST(sum(memory) AS double precision) AS memory, sum(used_memory) AS used_memory,
                        CAST(sum(storage) AS double precision) AS storage, sum(used_storage) AS used_storage,
                        CAST(sum(bandwidth) AS double precision) AS bandwidth, sum(used_bandwidth) AS used_bandwidth
                    FROM resource_contribution GROUP BY pool_id)
                SELECT sum(used_cpu) / nullif(sum(cpu), 0), sum(used_memory) / nullif(sum(memory), 0),
                    sum(used_storage) / nullif(sum(storage), 0), sum(used_bandwidth) / nullif(sum(bandwidth), 0),
                    max(used_cpu / nullif(cpu, 0)), max(used_memory / nullif(memory, 0)),
                    max(used_storage / nullif(storage, 0)), max(used_bandwidth / nullif(bandwidth, 0))
                FROM pool
                """)
                .query((row, number) -> {
                    double[] ofAll = new double[RESOURCES.size()];
                    double[] ofFullest = new double[RESOURCES.size()];
                    for (int index = 0; index < RESOURCES.size(); index++) {
                        ofAll[index] = row.getDouble(index + 1);
                        ofFullest[index] = row.getDouble(RESOURCES.size() + index + 1);
                    }
                    return new Shares(ofAll, ofFullest);
                })
                .single();
    }

    // Arrays in a record are compared by identity, which nobody does.
    @SuppressWarnings("ArrayRecordComponent")
    private record Shares(double[] ofAll, double[] ofFullest) {}
}
