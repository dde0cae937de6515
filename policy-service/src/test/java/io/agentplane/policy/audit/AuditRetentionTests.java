package io.agentplane.policy.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.platform.web.Pages;
import io.agentplane.policy.PolicyStage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Old months are forgotten, and what is left can still be verified. */
class AuditRetentionTests extends PolicyStage {

    private static final Duration LONG_AGO = Duration.ofDays(500);

    @Autowired
    private Pages pages;

    @Autowired
    private AuditQueries queries;

    @Autowired
    private AuditLog log;

    @Autowired
    private AuditMonths months;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Database database;

    @Autowired
    private TransactionTemplate transaction;

    private final String namespace = "retention-" + UUID.randomUUID();

    @Test
    void forgetsOldMonthsAndVerifiesTheRest() throws Exception {
        writeLongAgo(7);
        log.append(AuditFixtures.entries(namespace, 5));
        assertThat(verdict()).isEqualTo(new ChainVerdict(true, 12, null));

        assertThat(months.forgetOld()).isPositive();

        assertThat(verdict()).isEqualTo(new ChainVerdict(true, 5, null));
        log.append(AuditFixtures.entries(namespace, 1));
        assertThat(verdict()).isEqualTo(new ChainVerdict(true, 6, null));
        asSuperuser("DELETE FROM audit.entry WHERE number = 8 AND namespace = '" + namespace + "'");
        assertThat(verdict().firstBroken()).isEqualTo(new ChainVerdict.Break(8, ChainVerdict.Reason.REMOVED));
    }

    @Test
    void goesOnBehindAChainOfWhichNothingIsLeft() throws Exception {
        writeLongAgo(3);
        months.forgetOld();

        assertThat(verdict()).isEqualTo(new ChainVerdict(true, 0, null));
        log.append(AuditFixtures.entries(namespace, 2));
        assertThat(verdict()).isEqualTo(new ChainVerdict(true, 2, null));
    }

    @Test
    void hasTheComingMonthsReady() {
        months.makeAhead();

        assertThat(jdbc.sql("SELECT count(*) FROM pg_inherits WHERE inhparent = 'audit.entry'::regclass")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(4);
    }

    private void writeLongAgo(int count) {
        Clock then = Clock.fixed(Instant.now().minus(LONG_AGO), ZoneOffset.UTC);
        jdbc.sql("SELECT audit.make_month(:day)")
                .param("day", then.instant().atZone(ZoneOffset.UTC).toLocalDate())
                .query(row -> {});
        var past = new AuditLog(queries, pages, then);
        transaction.executeWithoutResult(status -> past.append(AuditFixtures.entries(namespace, count)));
    }

    private ChainVerdict verdict() throws Exception {
        return Namespace.in(namespace, log::verify);
    }

    private void asSuperuser(String sql) throws SQLException {
        try (Connection connection = database.connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
