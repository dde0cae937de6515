package io.agentplane.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.local.kafka.KafkaBroker;
import io.agentplane.local.kafka.KafkaClients;
import io.agentplane.local.kafka.KafkaLogins;
import io.agentplane.local.postgres.Database;
import io.agentplane.local.postgres.PostgresServer;
import io.agentplane.local.process.ProcessId;
import io.agentplane.local.state.ClusterState;
import io.agentplane.local.state.DataFolder;
import io.agentplane.migrations.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Really starts PostgreSQL and Kafka. */
@Tag("fault")
class RealStoresIntegrationTests {

    @TempDir
    private Path folder;

    @Test
    void storesKeepTheirDataOverARestartAndLeaveNoProcess() throws Exception {
        ClusterOptions options = ClusterOptions.temporary(folder);

        List<ProcessId> processes;
        try (LocalCluster cluster = start(options)) {
            ClusterState state = ClusterState.read(options.data()).orElseThrow();
            processes = List.copyOf(state.parts().values());
            assertThat(processes).hasSize(3).allMatch(id -> id.find().isPresent());
            ownsItsSchemaOnly(options.data(), state);
            try (Admin kafka = admin(options.data(), state)) {
                kafka.createTopics(List.of(new NewTopic("kept", 4, (short) 1)))
                        .all()
                        .get();
            }
            cluster.kill(PostgresServer.NAME);
            cluster.startPart(PostgresServer.NAME);
            cluster.restart(KafkaBroker.NAME);
            keepSomething(options.data(), state);
            try (Connection idle = connect(options.data(), state, "registry")) {
                cluster.stopPart(PostgresServer.NAME);
                assertThat(idle.isValid(1)).isFalse();
            }
            // Asked otherwise, it would wait for its clients until it is killed.
            assertThat(options.data().log(PostgresServer.NAME))
                    .content()
                    .contains("received fast shutdown request", "database system is shut down");
        }
        assertThat(processes).noneMatch(id -> id.find().isPresent());
        assertThat(ClusterState.read(options.data())).isEmpty();

        try (LocalCluster again = start(options)) {
            ClusterState state = ClusterState.read(options.data()).orElseThrow();
            assertThat(count(options.data(), state)).isOne();
            try (Admin kafka = admin(options.data(), state)) {
                assertThat(kafka.listTopics().names().get()).contains("kept");
            }
        }
    }

    private static LocalCluster start(ClusterOptions options) throws InterruptedException {
        LocalCluster cluster = LocalCluster.claim(options, StandIns.realStores(options), (part, state, process) -> {});
        cluster.startParts();
        return cluster;
    }

    private static void ownsItsSchemaOnly(DataFolder folder, ClusterState state) throws IOException, SQLException {
        Database database = database(folder, state);
        database.migrate(Schema.named("registry"));
        database.migrate(Schema.named("policy"));
        database.migrate(Schema.named("policy"));
        try (Connection policy = connect(folder, state, "policy")) {
            policy.createStatement().execute("select * from policy.policy");
            assertThatThrownBy(() -> policy.createStatement().execute("create table secret (id int)"))
                    .hasMessageContaining("permission denied for schema policy");
        }
        try (Connection registry = connect(folder, state, "registry")) {
            assertThatThrownBy(() -> registry.createStatement().execute("select * from policy.policy"))
                    .hasMessageContaining("permission denied for schema policy");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "policy", "wrong"))
                .hasMessageContaining("password authentication failed");
    }

    private static void keepSomething(DataFolder folder, ClusterState state) throws IOException, SQLException {
        try (Connection connection = connect(folder, state, "registry")) {
            connection.createStatement().execute("insert into registry_replica values (gen_random_uuid(), now())");
        }
    }

    private static int count(DataFolder folder, ClusterState state) throws IOException, SQLException {
        try (Connection connection = connect(folder, state, "registry");
                var rows =
                        connection.createStatement().executeQuery("select count(*) from registry.registry_replica")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection connect(DataFolder folder, ClusterState state, String role)
            throws IOException, SQLException {
        Database database = database(folder, state);
        Properties login = new Properties();
        login.putAll(Map.of("user", role, "password", database.password(role)));
        return DriverManager.getConnection(database.url(), login);
    }

    private static Database database(DataFolder folder, ClusterState state) {
        return new Database(folder, state.ports().get(PostgresServer.NAME));
    }

    private static Admin admin(DataFolder folder, ClusterState state) throws IOException {
        return new KafkaClients(folder, state.ports().get(KafkaBroker.NAME)).admin(KafkaLogins.ADMINISTRATOR);
    }
}
