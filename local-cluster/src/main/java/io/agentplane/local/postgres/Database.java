package io.agentplane.local.postgres;

import io.agentplane.local.state.DataFolder;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * The one database of the cluster. Each service has a schema and a role in it, both of its own name; no role has a right
 * on another's schema.
 */
public final class Database {

    static final String SUPERUSER = "postgres";
    private static final String NAME = "agentplane";
    private static final String TIMEOUT_SECONDS = "3";

    private final DataFolder folder;
    private final int port;

    public Database(DataFolder folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public String url() {
        return url(NAME);
    }

    public String password(String role) throws IOException {
        return folder.password(role);
    }

    /** Makes what is missing of the database, the role and its schema, and sets the role's password. */
    public synchronized void ensureSchema(String service) throws IOException {
        try {
            ensureDatabase();
            try (Connection connection = connect(NAME);
                    Statement statement = connection.createStatement()) {
                // Or the server's log would repeat the password of a statement that fails.
                statement.execute("set log_min_error_statement = panic");
                if (!exists(statement, "select from pg_roles where rolname = '%s'".formatted(service))) {
                    statement.execute("create role %s login".formatted(service));
                }
                statement.execute("alter role %s password '%s'".formatted(service, password(service)));
                statement.execute("alter role %s set search_path = %s".formatted(service, service));
                statement.execute("create schema if not exists %s authorization %s".formatted(service, service));
                statement.execute("grant connect on database %s to %s".formatted(NAME, service));
            }
        } catch (SQLException e) {
            throw new IOException("The schema of %s can't be made: %s".formatted(service, e.getMessage()), e);
        }
    }

    private void ensureDatabase() throws SQLException, IOException {
        try (Connection connection = connect(SUPERUSER);
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "select from pg_database where datname = '%s'".formatted(NAME))) {
                statement.execute("create database " + NAME);
                statement.execute("revoke all on database %s from public".formatted(NAME));
            }
        }
    }

    boolean answers() {
        try (Connection connection = connect(SUPERUSER);
                Statement statement = connection.createStatement()) {
            return exists(statement, "select 1");
        } catch (SQLException | IOException notYet) {
            return false;
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private Connection connect(String database) throws SQLException, IOException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password(SUPERUSER));
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        properties.setProperty("sslmode", "disable");
        return DriverManager.getConnection(url(database), properties);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }
}
