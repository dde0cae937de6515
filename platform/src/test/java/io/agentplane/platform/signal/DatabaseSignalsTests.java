package io.agentplane.platform.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agentplane.platform.test.TestPostgres;
import io.agentplane.platform.test.TestPostgres.Database;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("fault")
class DatabaseSignalsTests {

    private final Database database = TestPostgres.createDatabase();
    private final HikariDataSource pool = pool();
    private final DatabaseSignals here = new DatabaseSignals(pool);
    private final DatabaseSignals there = new DatabaseSignals(pool);
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        here.stop();
        there.stop();
        pool.close();
    }

    @Test
    void wakesListenersOnEveryReplica() {
        listen();

        there.ring("door", "knock");

        await().until(() -> heard.containsAll(List.of("here knock", "there knock")));
    }

    @Test
    void ringsOnlyAfterTheCommit() {
        listen();
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));

        transaction.executeWithoutResult(status -> {
            here.ring("door", "rolled back");
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> here.ring("door", "committed"));

        await().until(() -> heard.contains("here committed"));
        assertThat(heard).doesNotContain("here rolled back");
    }

    @Test
    void listensAgainAfterTheDatabaseWasAway() {
        listen();

        database.refuseConnections();
        database.acceptConnections();

        await().until(() -> {
            here.ring("door", "back");
            return heard.contains("here back");
        });
    }

    private void listen() {
        here.listen("door", payload -> heard.add("here " + payload));
        there.listen("door", payload -> heard.add("there " + payload));
        here.start();
        there.start();
        await().until(() -> heard.containsAll(List.of("here ", "there ")));
    }

    private HikariDataSource pool() {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setConnectionTimeout(1000);
        return new HikariDataSource(config);
    }
}
