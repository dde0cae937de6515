package io.agentplane.policy.audit;

import io.agentplane.platform.startup.BeforeListening;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Makes the months of the log ahead of time, and forgets the old ones as a whole. */
@Component
class AuditMonths implements BeforeListening {

    private static final Logger log = LoggerFactory.getLogger(AuditMonths.class);
    private static final int AHEAD = 3;

    private final JdbcClient jdbc;
    private final AuditSettings settings;
    private final Clock clock;

    AuditMonths(JdbcClient jdbc, AuditSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** The first entry needs a month to go to. */
    @Override
    public void beforeListening() {
        makeAhead();
    }

    void makeAhead() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (int month = 0; month <= AHEAD; month++) {
            jdbc.sql("SELECT audit.make_month(:day)")
                    .param("day", today.plusMonths(month))
                    .query(row -> {});
        }
    }

    int forgetOld() {
        return jdbc.sql("SELECT audit.drop_months_before(:from)")
                .param("from", Timestamp.from(clock.instant().minus(settings.retention())))
                .query(Integer.class)
                .single();
    }

    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT1M")
    void keepUp() {
        try {
            makeAhead();
            int forgotten = forgetOld();
            if (forgotten > 0) {
                log.info("Forgot {} months of the audit log", forgotten);
            }
        } catch (DataAccessException | TransactionException away) {
            log.warn("The audit log's months have to wait: {}", away.getMessage());
        }
    }
}
