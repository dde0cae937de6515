package io.agentplane.platform.test;

import io.agentplane.migrations.Schema;
import io.agentplane.migrations.Schema.History;
import io.agentplane.migrations.SchemaMigration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One real PostgreSQL 18 for all tests of a module: a container where a Docker engine answers, else the embedded one.
 * Each context gets a database of its own, laid out by the migrations on the class path; as in production, the role that
 * it logs in as owns nothing.
 */
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String SCHEMA = "service";
    private static final String OWNER = "_owner";

    private TestPostgres() {}

    /** Makes a database with the schema of the service that is tested, and the role that the service logs in as. */
    public static Database createDatabase() {
        String name = "test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        Server server = Server.RUNNING;
        server.execute("CREATE DATABASE " + name);
        var migration = new SchemaMigration(server.url(name), server.superuser, server.password);
        List<History> own = Stream.of(
                        new History("classpath:db/platform", History.PLATFORM.table()),
                        new History("classpath:db/migration", History.DEFAULT_TABLE))
                .filter(TestPostgres::isThere)
                .toList();
        History audit = new History("classpath:db/audit", History.DEFAULT_TABLE);
        try {
            migration.migrate(new Schema(SCHEMA, name + OWNER, name, own, false, null), name);
            if (isThere(audit)) {
                migration.migrate(new Schema("audit", name + "_audit", name, List.of(audit), true, null), null);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return new Database(server.url(name), name, name, server);
    }

    private static boolean isThere(History history) {
        return new DefaultResourceLoader().getResource(history.location()).exists();
    }

    /** A database as a service is configured with it. */
    public record Database(String url, String username, String password, Server server) {

        /** A connection that may do anything, for tests that do what nobody should. */
        public Connection connectAsSuperuser() throws SQLException {
            return DriverManager.getConnection(url + "?currentSchema=" + SCHEMA, server.superuser, server.password);
        }

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, username, password);
        }

        /** For looking into it from outside, with a new connection for each statement. */
        public JdbcClient jdbc() {
            return JdbcClient.create(new DriverManagerDataSource(url, username, password));
        }

        /** For what only the tables' owner may do. */
        public JdbcClient asOwner() {
            return JdbcClient.create(new DriverManagerDataSource(
                    url + "?currentSchema=" + SCHEMA + "&options=-c%20role%3D" + username + OWNER,
                    server.superuser,
                    server.password));
        }

        /** Makes the database unreachable: ends its connections and lets no new one in. */
        public void refuseConnections() {
            server.execute("ALTER DATABASE " + username + " ALLOW_CONNECTIONS false");
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + username + "'");
        }

        public void acceptConnections() {
            server.execute("ALTER DATABASE " + username + " ALLOW_CONNECTIONS true");
        }
    }

    /** The running server, for its superuser. */
    public record Server(String urlPrefix, String superuser, String password) {

        private static final Server RUNNING = start();

        String url(String database) {
            return urlPrefix + database;
        }

        void execute(String sql) {
            execute("postgres", sql);
        }

        void execute(String database, String sql) {
            try (Connection connection = DriverManager.getConnection(url(database), superuser, password);
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        // Both kinds of server live as long as the test JVM.
        @SuppressWarnings("resource")
        private static Server start() {
            Patience.apply();
            if (DockerClientFactory.instance().isDockerAvailable()) {
                PostgreSQLContainer container =
                        new PostgreSQLContainer("postgres:18").withCommand("postgres", "-c", "max_connections=300");
                container.start();
                return new Server(
                        "jdbc:postgresql://%s:%d/".formatted(container.getHost(), container.getFirstMappedPort()),
                        container.getUsername(),
                        container.getPassword());
            }
            try {
                EmbeddedPostgres embedded = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        // Its data need not outlive the machine.
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .start();
                return new Server("jdbc:postgresql://127.0.0.1:%d/".formatted(embedded.getPort()), "postgres", "");
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
