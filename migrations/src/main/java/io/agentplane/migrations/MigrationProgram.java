package io.agentplane.migrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * The job that lays out all schemas, before the services of a release start. It reads its settings from the environment:
 *
 * <ul>
 *   <li>{@code DATABASE_URL}: the database, for JDBC; made if it is missing
 *   <li>{@code DATABASE_USERNAME}: a role that owns the database and may make roles
 *   <li>{@code DATABASE_PASSWORD_FILE}: the file with its password
 *   <li>{@code ROLE_PASSWORDS}: a folder with a file for each service's role, named as the role, with the password that the
 *       role gets; a role without a file keeps what it has
 *   <li>{@code DATABASE_ALONE}: {@code true} where the server is for this database alone; nobody but superusers and their
 *       owners gets into its others then
 * </ul>
 *
 * It ends with 0, or with 1 and a sentence that says what is in the way.
 */
public final class MigrationProgram {

    private static final Duration DATABASE_LIMIT = Duration.ofMinutes(1);
    private static final long RETRY_MILLIS = 500;

    /** What SQL states of a failed connection begin with. */
    private static final String NOT_CONNECTED = "08";

    private static final String NO_DATABASE = "3D000";

    /** The SQL state of a server that is still starting. */
    private static final String STARTING = "57P03";

    /** The database that every server has. */
    private static final String EVERY_SERVERS = "postgres";

    private final Map<String, String> environment;

    MigrationProgram(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] arguments) throws InterruptedException {
        try {
            new MigrationProgram(System.getenv()).run();
        } catch (IOException | SQLException | FlywayException | IllegalArgumentException failed) {
            System.err.println("The schemas can't be laid out: " + failed.getMessage());
            System.exit(1);
        }
    }

    void run() throws IOException, SQLException, InterruptedException {
        String url = required("DATABASE_URL");
        String username = required("DATABASE_USERNAME");
        String password = secret(Path.of(required("DATABASE_PASSWORD_FILE")));
        Path rolePasswords = Path.of(required("ROLE_PASSWORDS"));
        if (!Files.isDirectory(rolePasswords)) {
            throw new IOException("There is no folder %s with the roles' passwords".formatted(rolePasswords));
        }
        boolean alone = databaseAlone();
        awaitDatabase(url, username, password);
        SchemaMigration migration = new SchemaMigration(url, username, password);
        for (Schema schema : Schema.ALL) {
            Path file = rolePasswords.resolve(schema.service());
            migration.migrate(schema, Files.exists(file) ? secret(file) : null);
            System.out.println("The schema %s is laid out".formatted(schema.name()));
        }
        if (alone) {
            migration.closeOtherDatabases();
        }
    }

    private boolean databaseAlone() {
        String value = environment.getOrDefault("DATABASE_ALONE", "false");
        return switch (value) {
            case "true" -> true;
            case "false", "" -> false;
            default ->
                throw new IllegalArgumentException("DATABASE_ALONE is true or false, and not %s".formatted(value));
        };
    }

    private String required(String name) {
        @Nullable String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("%s is not set".formatted(name));
        }
        return value;
    }

    private static String secret(Path file) throws IOException {
        try {
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new IllegalArgumentException("The secret %s is empty".formatted(file));
            }
            return secret;
        } catch (IOException unreadable) {
            // The message of a fault of files may be the path alone.
            throw new IOException("The secret %s can't be read (%s)"
                    .formatted(file, unreadable.getClass().getSimpleName()));
        }
    }

    private static void awaitDatabase(String url, String username, String password)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + DATABASE_LIMIT.toNanos();
        while (true) {
            try {
                DriverManager.getConnection(url, username, password).close();
                return;
            } catch (SQLException away) {
                if (NO_DATABASE.equals(away.getSQLState())) {
                    createDatabase(url, username, password);
                    continue;
                }
                if (!mayCome(away) || System.nanoTime() > end) {
                    throw away;
                }
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    private static void createDatabase(String url, String username, String password) throws SQLException {
        Properties parts = Objects.requireNonNull(Driver.parseURL(url, null), url);
        Properties server = new Properties();
        server.setProperty("user", username);
        server.setProperty("password", password);
        try (Connection connection =
                        DriverManager.getConnection(url.replaceFirst("(//[^/]+/)[^?]*", "$1" + EVERY_SERVERS), server);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + statement.enquoteIdentifier(parts.getProperty("PGDBNAME"), true));
        }
    }

    private static boolean mayCome(SQLException away) {
        @Nullable String state = away.getSQLState();
        return state != null && (state.startsWith(NOT_CONNECTED) || state.equals(STARTING));
    }
}
