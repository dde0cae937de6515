package io.agentplane.migrations;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
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
        inTransaction(statement -> {
            makeRoles(statement, schema);
            if (servicePassword != null) {
                // Sends a verifier, so that no log of the server ever has the password.
                statement
                        .getConnection()
                        .unwrap(PGConnection.class)
                        .alterUserPassword(schema.service(), servicePassword.toCharArray(), VERIFIER);
            }
            makeSchema(statement, schema);
        });
        schema.histories().forEach(history -> apply(schema, history));
        if (!schema.lent()) {
            inTransaction(statement -> keepHistories(statement, schema));
        }
    }

    /** One after the other, though several may migrate at once: the server refuses two changes of the same rights. */
    private void inTransaction(Step step) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(RIGHTS_LOCK);
            step.run(statement);
            connection.commit();
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

    private static void makeSchema(Statement statement, Schema schema) throws SQLException {
        execute(statement, "create schema if not exists \"{name}\" authorization \"{owner}\"", schema);
        takeOver(statement, schema);
        execute(statement, "grant usage on schema \"{name}\" to \"{service}\"", schema);
        if (!schema.lent()) {
            execute(statement, "alter role \"{service}\" set search_path = \"{name}\"", schema);
            letServiceIn(statement, schema);
        }
    }

    /** Until services ceased to be owners, a schema belonged to the service's role, and that of the audit log to its own. */
    private static void takeOver(Statement statement, Schema schema) throws SQLException {
        @Nullable String former = schema.formerOwner();
        if (former == null
                || !exists(
                        statement,
                        "select from pg_namespace where nspname = '%s' and pg_get_userbyid(nspowner) = '%s'"
                                .formatted(schema.name(), former))) {
            return;
        }
        statement.execute("reassign owned by \"%s\" to \"%s\"".formatted(former, schema.owner()));
        if (!former.equals(schema.service())) {
            statement.execute("drop owned by \"%s\"".formatted(former));
            statement.execute("drop role \"%s\"".formatted(former));
        }
    }

    /** To the rows of all tables, those that are there and those that migrations will make. */
    private static void letServiceIn(Statement statement, Schema schema) throws SQLException {
        execute(
                statement,
                "grant select, insert, update, delete on all tables in schema \"{name}\" to \"{service}\"",
                schema);
        execute(statement, "grant usage, select on all sequences in schema \"{name}\" to \"{service}\"", schema);
        for (String rights : List.of("select, insert, update, delete on tables", "usage, select on sequences")) {
            execute(
                    statement,
                    "alter default privileges for role \"{owner}\" in schema \"{name}\" grant %s to \"{service}\""
                            .formatted(rights),
                    schema);
        }
        keepHistories(statement, schema);
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

    /** What was applied is only read by the service. */
    private static void keepHistories(Statement statement, Schema schema) throws SQLException {
        for (Schema.History history : schema.histories()) {
            String table = "\"%s\".%s".formatted(schema.name(), history.table());
            if (exists(statement, "select where to_regclass('%s') is not null".formatted(table))) {
                execute(statement, "revoke insert, update, delete on " + table + " from \"{service}\"", schema);
            }
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

    /** What is done in a transaction. */
    private interface Step {
        void run(Statement statement) throws SQLException;
    }
}
