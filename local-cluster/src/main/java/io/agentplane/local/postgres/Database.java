package io.agentplane.local.postgres;

import io.agentplane.local.state.DataFolder;
import io.agentplane.migrations.Schema;
import io.agentplane.migrations.SchemaMigration;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.flywaydb.core.api.FlywayException;

/**
 * The one database of the cluster. Each service has a schema and a role in it, both of its own name; a role has rights on
 * its own schema's rows only.
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

    /** Makes what is missing of the database, the roles and the schema, and brings the schema to its newest form. */
    public synchronized void migrate(Schema schema) throws IOException {
        try {
            ensureDatabase();
            SchemaMigration migration = new SchemaMigration(url(), SUPERUSER, password(SUPERUSER));
            migration.closeOtherDatabases();
            migration.migrate(schema, password(schema.service()));
        } catch (SQLException | FlywayException e) {
            throw new IOException("The schema %s can't be laid out: %s".formatted(schema.name(), e.getMessage()), e);
        }
    }

    private void ensureDatabase() throws SQLException, IOException {
        try (Connection connection = connect(SUPERUSER);
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "select from pg_database where datname = '%s'".formatted(NAME))) {
                statement.execute("create database " + NAME);
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
