package io.agentplane.migrations;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Makes the roles and schemas of a database and brings them to their newest form. It may be repeated at any time, also by
 * several at once; what is there already stays.
 */
public final class SchemaMigration {

    private static final String RIGHTS_LOCK = "select pg_advisory_xact_lock(hashtext('agentplane.rights'))";
    private static final String VERIFIER = "scram-sha-256";

    private final String url;
    private final String username;
    private final String password;

    /**
     * @param url of the database, for JDBC
     * @param username of a role that owns the database and may make roles; a superuser where schemas are to be taken over
     *     that belong to somebody else
     */
    public SchemaMigration(String url, String username, String password) {
        this.url = url;
        this.username = username;
        this.password = password;
    }

    /**
     * @param servicePassword what the service's role logs in with from now on; null leaves that as it is
     * @throws SQLException if a role or schema can't be made
     * @throws org.flywaydb.core.api.FlywayException if a migration fails
     */
    public void migrate(Schema schema, @Nullable String servicePassword) throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(RIGHTS_LOCK);
                makeRoles(statement, schema);
                if (servicePassword != null) {
                    // Sends a verifier, so that no log of the server ever has the password.
                    connection
                            .unwrap(PGConnection.class)
                            .alterUserPassword(schema.service(), servicePassword.toCharArray(), VERIFIER);
                }
                makeSchema(statement, schema);
            }
            connection.commit();
        }
        schema.histories().forEach(history -> apply(schema, history));
        if (!schema.lent()) {
            letServiceIn(schema);
        }
    }

    private static void makeRoles(Statement statement, Schema schema) throws SQLException {
        ensureRole(statement, schema.owner(), "nologin");
        ensureRole(statement, schema.service(), "login");
        execute(statement, """
                DO $$ BEGIN
                  EXECUTE format('revoke all on database %I from public', current_database());
                  EXECUTE format('grant connect on database %I to %I', current_database(), '{service}');
                  IF NOT pg_has_role(current_user, '{owner}', 'SET') THEN
                    EXECUTE format('grant %I to %I', '{owner}', current_user);
                  END IF;
                END $$""", schema);
    }

    private static void ensureRole(Statement statement, String role, String login) throws SQLException {
        if (!exists(statement, "select from pg_roles where rolname = '%s'".formatted(role))) {
            statement.execute("create role \"%s\" %s".formatted(role, login));
        }
    }

    /** Until services ceased to be owners, a schema belonged to the service's role, and that of the audit log to its own. */
    private static void makeSchema(Statement statement, Schema schema) throws SQLException {
        execute(statement, "create schema if not exists \"{name}\" authorization \"{owner}\"", schema);
        String former = schema.lent() ? schema.name() : schema.service();
        if (exists(
                statement,
                "select from pg_namespace where nspname = '%s' and pg_get_userbyid(nspowner) = '%s'"
                        .formatted(schema.name(), former))) {
            statement.execute("reassign owned by \"%s\" to \"%s\"".formatted(former, schema.owner()));
            if (schema.lent()) {
                statement.execute("drop owned by \"%s\"".formatted(former));
                statement.execute("drop role \"%s\"".formatted(former));
            }
        }
        execute(statement, "grant usage on schema \"{name}\" to \"{service}\"", schema);
        if (!schema.lent()) {
            execute(statement, "alter role \"{service}\" set search_path = \"{name}\"", schema);
        }
    }

    private void apply(Schema schema, Schema.History history) {
        Flyway.configure()
                .dataSource(url, username, password)
                .initSql("set role \"%s\"".formatted(schema.owner()))
                .locations(history.location())
                .defaultSchema(schema.name())
                .createSchemas(false)
                .table(history.table())
                // Two histories share a schema, so the second finds it not empty.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(Map.of("service", schema.service()))
                .load()
                .migrate();
    }

    /** To the rows of every table, but not to the histories, which it only reads. */
    private void letServiceIn(Schema schema) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(RIGHTS_LOCK);
            statement.execute("set local role \"%s\"".formatted(schema.owner()));
            execute(
                    statement,
                    "grant select, insert, update, delete on all tables in schema \"{name}\" to \"{service}\"",
                    schema);
            execute(statement, "grant usage, select on all sequences in schema \"{name}\" to \"{service}\"", schema);
            for (Schema.History history : schema.histories()) {
                execute(
                        statement,
                        "revoke insert, update, delete on \"{name}\"." + history.table() + " from \"{service}\"",
                        schema);
            }
            connection.commit();
        }
    }

    private static void execute(Statement statement, String sql, Schema schema) throws SQLException {
        statement.execute(sql.replace("{name}", schema.name())
                .replace("{owner}", schema.owner())
                .replace("{service}", schema.service()));
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        return DriverManager.getConnection(url, properties);
    }
}
