package io.agentplane.migrations;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
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

    /** One migrates at a time, since the server refuses two changes of the same rights; the session's end gives it back. */
    private static final String LOCK = "select pg_advisory_lock(hashtext('agentplane.rights'))";

    private static final String RESET_SETTINGS = """
            DO $$ BEGIN
              EXECUTE format('alter role %I reset all', '{service}');
              EXECUTE format('alter role %I in database %I reset all', '{service}', current_database());
            END $$""";

    private static final String CLOSE_OTHERS = """
            DO $$ DECLARE other name; BEGIN
              FOR other IN SELECT datname FROM pg_database WHERE datname <> current_database() LOOP
                EXECUTE format('revoke all on database %I from public', other);
                IF EXISTS (SELECT FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) WHERE datname = other AND grantee = 0) THEN
                  RAISE EXCEPTION 'The database % stays open to everyone, since % does not own it', other, current_user;
                END IF;
              END LOOP;
            END $$""";

    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(2);
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
        try (Connection administrator = connect();
                Statement statement = administrator.createStatement()) {
            lock(statement);
            inTransaction(administrator, () -> {
                makeRoles(statement, schema);
                if (servicePassword != null) {
                    setPassword(administrator, schema.service(), servicePassword);
                }
                makeSchema(statement, schema);
            });
            applyAll(administrator, statement, schema);
            if (!schema.lent()) {
                inTransaction(administrator, () -> keepHistories(statement, schema));
            }
        }
    }

    /**
     * Where the server is for this database alone: lets nobody into its others but their owners and superusers.
     *
     * @throws SQLException if the administrator may not do that
     */
    public void closeOtherDatabases() throws SQLException {
        try (Connection administrator = connect();
                Statement statement = administrator.createStatement()) {
            lock(statement);
            statement.execute(CLOSE_OTHERS);
        }
    }

    private static void lock(Statement statement) throws SQLException {
        statement.execute("set lock_timeout = '%ds'".formatted(LOCK_TIMEOUT.toSeconds()));
        statement.execute(LOCK);
    }

    /**
     * As the owner, who can log in for just that time: a trigger that somebody left in the schema would get the
     * administrator's rights in a session of the administrator, whatever role that has taken on.
     */
    private void applyAll(Connection administrator, Statement statement, Schema schema) throws SQLException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String once = HexFormat.of().formatHex(random);
        try {
            setPassword(administrator, schema.owner(), once);
            execute(statement, "alter role \"{owner}\" login", schema);
            schema.histories().forEach(history -> apply(schema, history, once));
        } finally {
            execute(statement, "alter role \"{owner}\" nologin password null", schema);
        }
    }

    /** Sends a verifier, so that no log of the server ever has the password. */
    private static void setPassword(Connection administrator, String role, String newPassword) throws SQLException {
        administrator.unwrap(PGConnection.class).alterUserPassword(role, newPassword.toCharArray(), VERIFIER);
    }

    private static void inTransaction(Connection administrator, Step step) throws SQLException {
        administrator.setAutoCommit(false);
        step.run();
        administrator.commit();
        administrator.setAutoCommit(true);
    }

    private static void makeRoles(Statement statement, Schema schema) throws SQLException {
        ensureRole(statement, schema.owner(), "nologin");
        ensureRole(statement, schema.service(), "login");
        execute(statement, """
                DO $$ BEGIN
                  EXECUTE format('revoke all on database %I from public', current_database());
                  EXECUTE format('revoke all on database %I from %I', current_database(), '{service}');
                  EXECUTE format('grant connect on database %I to %I, %I', current_database(), '{service}', '{owner}');
                  IF pg_has_role('{service}', '{owner}', 'MEMBER') THEN
                    RAISE EXCEPTION 'The role {service} has the rights of {owner}, or is a superuser; take that from it first';
                  END IF;
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
        // What somebody gave besides is taken, and what the service's role has set for itself.
        execute(statement, "revoke all on schema \"{name}\" from \"{service}\"", schema);
        execute(statement, "grant usage on schema \"{name}\" to \"{service}\"", schema);
        if (!schema.lent()) {
            execute(statement, RESET_SETTINGS, schema);
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
        execute(statement, "revoke all on all tables in schema \"{name}\" from \"{service}\"", schema);
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

    private void apply(Schema schema, Schema.History history, String ownerPassword) {
        Flyway.configure()
                .dataSource(url, schema.owner(), ownerPassword)
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
        void run() throws SQLException;
    }
}
