package io.agentplane.policy.audit;

import static io.agentplane.platform.test.TestApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.audit.ChainVerdict.Break;
import io.agentplane.policy.audit.ChainVerdict.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who changes the log behind the service's back is found out; the service itself can't. */
class AuditTamperingTests extends PolicyStage {

    @Autowired
    private AuditLog log;

    @Autowired
    private Database database;

    private final String namespace = "tampering-" + UUID.randomUUID();
    private TestApi api;

    @BeforeEach
    void writeTenEntries() {
        api = new TestApi(client, TestCaller.in(namespace));
        log.append(AuditFixtures.entries(namespace, 4));
        log.append(AuditFixtures.entries(namespace, 6));
    }

    @Test
    void findsNothingWhereNothingWasDone() {
        assertThat(verdict()).isEqualTo(new ChainVerdict(true, 10, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE audit.entry SET resource = '/other' WHERE number = 5 AND                                      | 5  | ALTERED",
                "UPDATE audit.entry SET outcome = 'REFUSED' WHERE number = 1 AND                                      | 1  | ALTERED",
                "UPDATE audit.entry SET actor_id = NULL WHERE number = 10 AND                                         | 10 | ALTERED",
                "UPDATE audit.entry SET at = at + interval '1 microsecond' WHERE number = 4 AND                       | 4  | ALTERED",
                "UPDATE audit.entry SET recorded_at = recorded_at + interval '1 microsecond' WHERE number = 4 AND     | 4  | ALTERED",
                "UPDATE audit.entry SET hash = previous WHERE number = 3 AND                                          | 3  | ALTERED",
                "DELETE FROM audit.entry WHERE number = 5 AND                                                         | 5  | REMOVED",
                "DELETE FROM audit.entry WHERE number = 1 AND                                                         | 1  | REMOVED",
                "DELETE FROM audit.entry WHERE number = 10 AND                                                        | 10 | REMOVED",
                "DELETE FROM audit.entry WHERE                                                                        | 1  | REMOVED",
                "UPDATE audit.chain SET number = 9 WHERE                                                              | 10 | ALTERED",
                "UPDATE audit.chain SET hash = anchor_hash WHERE                                                      | 10 | ALTERED",
                "DELETE FROM audit.chain WHERE                                                                        | 1  | ALTERED",
            })
    void findsTheFirstEntryThatIsNotAsItWasWritten(String tampering, long number, Reason reason) throws SQLException {
        asSuperuser(tampering + " namespace = '" + namespace + "'");

        assertThat(verdict().firstBroken()).isEqualTo(new Break(number, reason));
    }

    @Test
    void findsEntriesThatHaveChangedPlaces() throws SQLException {
        asSuperuser(
                "UPDATE audit.entry SET number = -number WHERE number IN (6, 7) AND namespace = '" + namespace + "'");
        asSuperuser("UPDATE audit.entry SET number = 13 + number WHERE number < 0 AND namespace = '" + namespace + "'");

        assertThat(verdict().firstBroken()).isEqualTo(new Break(6, Reason.REORDERED));
    }

    @Test
    void findsAGapThatWasClosed() throws SQLException {
        asSuperuser("DELETE FROM audit.entry WHERE number = 4 AND namespace = '" + namespace + "'");
        for (int number = 5; number <= 10; number++) {
            asSuperuser("UPDATE audit.entry SET number = number - 1 WHERE number = " + number + " AND namespace = '"
                    + namespace + "'");
        }

        assertThat(verdict().firstBroken()).isEqualTo(new Break(4, Reason.REMOVED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit.entry SET resource = '/other'",
                "DELETE FROM audit.entry",
                "TRUNCATE audit.entry",
                "DROP TABLE audit.entry",
                "DROP SCHEMA audit CASCADE",
                "ALTER TABLE audit.entry DISABLE TRIGGER ALL",
                "ALTER TABLE audit.entry OWNER TO CURRENT_USER",
                "UPDATE audit.chain SET number = 0",
                "DELETE FROM audit.chain",
                "SELECT audit.drop_months_before(now())",
                "SELECT audit.advance_chain((SELECT max(namespace) FROM audit.chain), 9999, '\\x00', now())",
            })
    void letsTheServicesOwnRoleChangeNothing(String attempt) throws SQLException {
        try (Connection service = database.connect();
                Statement statement = service.createStatement()) {
            assertThatThrownBy(() -> statement.execute(attempt)).isInstanceOf(SQLException.class);
        }
        assertThat(verdict().valid()).isTrue();
    }

    @Test
    void letsTheServicesOwnRoleChangeNoMonthEither() throws SQLException {
        String month = "audit.entry_" + YearMonth.now(ZoneOffset.UTC).toString().replace('-', '_');
        try (Connection service = database.connect();
                Statement statement = service.createStatement()) {
            for (String attempt : new String[] {"DELETE FROM ", "TRUNCATE ", "DROP TABLE "}) {
                assertThatThrownBy(() -> statement.execute(attempt + month)).isInstanceOf(SQLException.class);
            }
        }
    }

    private ChainVerdict verdict() {
        return body(api.get("/audit/verify"), ChainVerdict.class);
    }

    private void asSuperuser(String sql) throws SQLException {
        try (Connection connection = database.connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
