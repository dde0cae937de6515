package io.agentplane.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationProgramTests {

    private static final String ADMINISTRATOR = "dba";
    private static final List<String> SERVICES = List.of("registry", "config", "policy", "scheduler");
    private static EmbeddedPostgres server;

    @TempDir
    private Path secrets;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("password_encryption", "scram-sha-256")
                .start();
        Files.writeString(data.resolve("pg_hba.conf"), """
                host all postgres 127.0.0.1/32 trust
                host all all 127.0.0.1/32 scram-sha-256
                """);
        superuser("postgres", "select pg_reload_conf()");
        // No superuser: what an operator of somebody else's database gets.
        asSuperuser("postgres", "create role dba login createrole password 'dba'");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void makeSecrets() throws Exception {
        asSuperuser("postgres", "drop database if exists agentplane");
        asSuperuser("postgres", "create database agentplane owner dba");
        Files.writeString(secrets.resolve("password"), ADMINISTRATOR + "\n");
        for (String service : SERVICES) {
            Files.writeString(secrets.resolve(service), "secret-" + service);
        }
    }

    @Test
    void letsServicesReadAndWriteRowsAndNothingElse() throws Exception {
        run();

        for (String service : SERVICES) {
            try (Connection connection = DriverManager.getConnection(url(), service, "secret-" + service);
                    Statement statement = connection.createStatement()) {
                assertThat(single(statement, "select current_schema()")).isEqualTo(service);
                statement.executeUpdate("delete from outbox_event");
                assertThat(Integer.parseInt(single(statement, "select count(*) from flyway_schema_history")))
                        .isPositive();
                for (String refused : List.of(
                        "drop table outbox_event",
                        "truncate outbox_event",
                        "alter table outbox_event disable trigger all",
                        "create table mine (id int)",
                        "delete from flyway_schema_history",
                        "delete from platform_schema_history",
                        "set role %s_owner".formatted(service),
                        "select from %s.outbox_event".formatted(service.equals("config") ? "registry" : "config"))) {
                    assertThatThrownBy(() -> statement.execute(refused))
                            .as(refused)
                            .isInstanceOf(SQLException.class);
                }
            }
        }
    }

    @Test
    void givesTheAuditLogToNobodyWhoLogsIn() throws Exception {
        run();

        try (Connection connection = DriverManager.getConnection(url(), "policy", "secret-policy");
                Statement statement = connection.createStatement()) {
            statement.executeQuery("select audit.make_month(current_date)").close();
            assertThatThrownBy(() -> statement.execute("delete from audit.entry"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("set role audit_owner")).isInstanceOf(SQLException.class);
        }
        assertThat(superuser(
                        "select string_agg(rolname, ',') from pg_roles where rolcanlogin and rolname like '%owner'"))
                .isNull();
    }

    @Test
    void mayBeRunAgainAndByManyAtOnce() throws Exception {
        Callable<Boolean> job = () -> {
            run();
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (Future<Boolean> each : threads.invokeAll(List.of(job, job, job), 1, TimeUnit.MINUTES)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        Files.writeString(secrets.resolve("config"), "changed");
        run();

        DriverManager.getConnection(url(), "config", "changed").close();
        assertThatThrownBy(() -> DriverManager.getConnection(url(), "config", "secret-config"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void takesOverWhatServicesOwnedBefore() throws Exception {
        run();
        String before = owners();
        asSuperuser("agentplane", "alter role registry superuser");
        asSuperuser("agentplane", "reassign owned by registry_owner to registry");
        asSuperuser("agentplane", "alter role registry nosuperuser");
        asSuperuser("agentplane", "create role audit login; reassign owned by audit_owner to audit");
        assertThat(owners()).isNotEqualTo(before);

        Files.writeString(secrets.resolve("password"), "postgres");
        new MigrationProgram(environment("postgres")).run();

        assertThat(owners()).isEqualTo(before);
        assertThat(superuser("select count(*)::text from pg_roles where rolname = 'audit'"))
                .isEqualTo("0");
    }

    @Test
    void runsNothingThatASchemaHoldsWithTheAdministratorsRights() throws Exception {
        run();
        asSuperuser("agentplane", """
                create function config.rise() returns trigger language plpgsql as $$ begin
                    perform set_config('role', 'none', false);
                    execute 'alter role config createrole';
                    return new;
                end $$;
                create trigger rise after insert on config.flyway_schema_history execute function config.rise();
                delete from config.flyway_schema_history where version = '002';
                drop table config.prompt_version, config.prompt cascade;
                """);

        assertThatThrownBy(this::run).hasMessageContaining("permission denied");

        assertThat(superuser("select rolcreaterole::text from pg_roles where rolname = 'config'"))
                .isEqualTo("false");
    }

    @Test
    void takesAwayWhatARoleHasBesides() throws Exception {
        run();
        asSuperuser("agentplane", """
                alter role config in database agentplane set search_path = 'pg_catalog';
                grant create on schema config to config;
                grant truncate on config.prompt to config;
                """);

        run();

        try (Connection connection = DriverManager.getConnection(url(), "config", "secret-config");
                Statement statement = connection.createStatement()) {
            assertThat(single(statement, "select current_schema()")).isEqualTo("config");
            for (String refused : List.of("create table mine (id int)", "truncate prompt")) {
                assertThatThrownBy(() -> statement.execute(refused))
                        .isInstanceOfSatisfying(SQLException.class, MigrationProgramTests::isRefusal);
            }
        }
    }

    @Test
    void makesTheDatabaseWhereItIsMissing() throws Exception {
        asSuperuser("postgres", "drop database agentplane");
        assertThatThrownBy(this::run).hasMessageContaining("permission denied to create database");

        Files.writeString(secrets.resolve("password"), "postgres");
        new MigrationProgram(environment("postgres")).run();

        DriverManager.getConnection(url(), "config", "secret-config").close();
    }

    @Test
    void closesTheOtherDatabasesWhereItIsAlone() throws Exception {
        run();
        DriverManager.getConnection(url("postgres"), "config", "secret-config").close();
        assertThatThrownBy(() -> alone(ADMINISTRATOR).run()).hasMessageContaining("stays open to everyone");

        Files.writeString(secrets.resolve("password"), "postgres");
        alone("postgres").run();
        try {
            for (String other : List.of("postgres", "template1")) {
                assertThatThrownBy(() -> DriverManager.getConnection(url(other), "config", "secret-config"))
                        .isInstanceOfSatisfying(SQLException.class, MigrationProgramTests::isRefusal);
            }
            DriverManager.getConnection(url(), "config", "secret-config").close();
        } finally {
            asSuperuser("postgres", "grant connect on database postgres, template1 to public");
        }
    }

    private MigrationProgram alone(String username) {
        Map<String, String> environment = new HashMap<>(environment(username));
        environment.put("DATABASE_ALONE", "true");
        return new MigrationProgram(environment);
    }

    @Test
    void refusesARoleThatIsAnOwner() throws Exception {
        run();
        asSuperuser("postgres", "grant config_owner to config");
        try {
            assertThatThrownBy(this::run).hasMessageContaining("The role config has the rights of config_owner");
        } finally {
            asSuperuser("postgres", "revoke config_owner from config");
        }
    }

    @Test
    void saysWhatIsInTheWay() throws Exception {
        Files.writeString(secrets.resolve("password"), "wrong");
        assertThatThrownBy(this::run).isInstanceOf(SQLException.class).hasMessageContaining("dba");
        Files.delete(secrets.resolve("password"));
        assertThatThrownBy(this::run)
                .isInstanceOf(IOException.class)
                .hasMessage("The secret %s can't be read (NoSuchFileException)".formatted(secrets.resolve("password")));
        Files.writeString(secrets.resolve("password"), ADMINISTRATOR);
        Files.writeString(secrets.resolve("config"), " ");
        assertThatThrownBy(this::run).hasMessage("The secret %s is empty".formatted(secrets.resolve("config")));
        assertThatThrownBy(() -> new MigrationProgram(Map.of()).run()).hasMessage("DATABASE_URL is not set");
        Files.writeString(secrets.resolve("config"), "secret-config");
        Map<String, String> environment = new HashMap<>(environment(ADMINISTRATOR));
        environment.put("DATABASE_ALONE", "yes");
        assertThatThrownBy(() -> new MigrationProgram(environment).run())
                .hasMessage("DATABASE_ALONE is true or false, and not yes");
    }

    private static void isRefusal(SQLException refused) {
        assertThat(refused.getSQLState()).as(refused.getMessage()).isEqualTo("42501");
    }

    private void run() throws Exception {
        new MigrationProgram(environment(ADMINISTRATOR)).run();
    }

    private Map<String, String> environment(String username) {
        return Map.of(
                "DATABASE_URL",
                url(),
                "DATABASE_USERNAME",
                username,
                "DATABASE_PASSWORD_FILE",
                secrets.resolve("password").toString(),
                "ROLE_PASSWORDS",
                secrets.toString());
    }

    private static String url() {
        return url("agentplane");
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), database);
    }

    private static String owners() throws SQLException {
        return superuser("""
                select string_agg(n.nspname || '.' || relname || ':' || pg_get_userbyid(relowner), ' ' order by n.nspname, relname)
                from pg_class c join pg_namespace n on n.oid = relnamespace
                where n.nspname in ('registry', 'audit') and relkind in ('r', 'p')""");
    }

    private static String superuser(String query) throws SQLException {
        return superuser("agentplane", query);
    }

    private static String superuser(String database, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            return single(statement, query);
        }
    }

    private static void asSuperuser(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String single(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
