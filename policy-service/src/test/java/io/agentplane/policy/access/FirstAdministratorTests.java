package io.agentplane.policy.access;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.test.Replica;
import io.agentplane.platform.test.Replicas;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.policy.PolicyService;
import io.agentplane.policy.ReplicaStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.transaction.support.TransactionOperations;

/** The one who makes all others. There is one in a whole database, so that of these tests begins without anyone each time. */
@Tag("replica")
class FirstAdministratorTests {

    private static final TestCaller ADMINISTRATOR = new TestCaller(
            "administrator",
            "default",
            Stream.of(Permission.values()).map(Permission::wireName).toList());
    private static final Replicas REPLICAS = Replicas.of(PolicyService.class, ReplicaStage.NO_LISTENERS);

    private static Replica first;
    private static Replica second;
    private static List<Map<String, Object>> madeUnasked;

    @TempDir
    private Path folder;

    // The replicas themselves start one after the other: Logback is configured once per JVM, not once per context.
    @BeforeAll
    static void startTwo() {
        first = REPLICAS.start();
        madeUnasked = principals(first);
        second = REPLICAS.start();
    }

    @AfterAll
    static void stop() {
        REPLICAS.close();
    }

    @BeforeEach
    void beginWithNobody() {
        REPLICAS.database().jdbc().sql("DELETE FROM principal").update();
    }

    @Test
    void isMadeOnceThoughReplicasTryTogether() throws Exception {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");

        allAtOnce(List.of(() -> make(first, one), () -> make(second, other)));

        assertThat(Stream.of(one, other).filter(Files::exists)).hasSize(1);
        assertThat(principals(first))
                .singleElement()
                .satisfies(principal -> assertThat(principal)
                        .containsEntry("name", "administrator")
                        .containsEntry("namespace", "default")
                        .containsEntry("roles", List.of("SYSTEM_ADMIN")));
    }

    @Test
    void keepsItsKeyOverRestarts() throws IOException {
        Path file = folder.resolve("admin-key");
        String key;
        try (Replica replica = start(file)) {
            key = Files.readString(file);
            assertThat(storedHash(replica)).isEqualTo(new ApiKeySecret(key.strip()).hash());
            assertThat(replica.bean(JdbcClient.class)
                            .sql("SELECT count(*) FROM outbox_event")
                            .query(Long.class)
                            .single())
                    .as("events that others don't know of when it is ready")
                    .isZero();
        }
        make(second, file);
        assertThat(Files.readString(file)).isEqualTo(key);
        assertThat(principals(second)).hasSize(1);
    }

    @Test
    void isNotMadeWhenItsKeyCannotBeWritten() throws IOException {
        Path unwritable = Files.writeString(folder.resolve("a-file"), "").resolve("admin-key");

        assertThatThrownBy(() -> make(first, unwritable)).hasStackTraceContaining("The key can't be written");

        assertThat(principals(first)).isEmpty();
        Path file = folder.resolve("admin-key");
        make(second, file);
        assertThat(storedHash(first))
                .isEqualTo(new ApiKeySecret(Files.readString(file).strip()).hash());
    }

    @Test
    void isNotMadeUnlessAskedFor() {
        assertThat(madeUnasked).isEmpty();
    }

    @Test
    void isNotLostAsTheLastOne() {
        TestApi api = makeOne();
        String administrator = principals(first).getFirst().get("id").toString();

        expectProblem(api.delete("/principals/" + administrator), 409, "last-administrator");
        expectProblem(unbind(api, administrator), 409, "last-administrator");
        expectProblem(api.put("/principals/" + administrator, 1, Map.of("enabled", false)), 409, "last-administrator");

        String another = administrator(api, "second");
        expectProblem(api.delete("/principals/" + administrator), 409, "last-administrator");
        created(api.post("/api-keys", Map.of("principalId", another)), ApiKeyView.class);
        api.delete("/principals/" + administrator).expectStatus().isNoContent();
        expectProblem(unbind(api, another), 409, "last-administrator");
    }

    @Test
    void doesNotLoseItsLastKey() {
        TestApi api = makeOne();
        ApiKeyView key = keys(api).getFirst();
        expectProblem(api.delete("/api-keys/" + key.id()), 409, "last-administrator");

        Map<String, Object> expired = Map.of(
                "principalId", key.principalId(), "expiresAt", Instant.now().plusMillis(300));
        ApiKeyView shortLived = created(api.post("/api-keys", expired), ApiKeyView.class);
        await().until(() -> Instant.now().isAfter(shortLived.expiresAt()));
        expectProblem(api.delete("/api-keys/" + key.id()), 409, "last-administrator");

        ApiKeyView next = created(api.post("/api-keys", Map.of("principalId", key.principalId())), ApiKeyView.class);
        api.delete("/api-keys/" + key.id()).expectStatus().isNoContent();
        expectProblem(api.delete("/api-keys/" + next.id()), 409, "last-administrator");
    }

    @Test
    void isNotLostWhenTheLastTwoAreRemovedAtOnce() throws Exception {
        TestApi api = makeOne();
        List<String> administrators = new ArrayList<>();
        administrators.add(principals(first).getFirst().get("id").toString());
        for (int number = 0; number < 7; number++) {
            String another = administrator(api, "another " + number);
            created(api.post("/api-keys", Map.of("principalId", another)), ApiKeyView.class);
            administrators.add(another);
        }

        List<Callable<Object>> removals = administrators.stream()
                .map(id -> (Callable<Object>) () -> unbind(api, id))
                .toList();
        allAtOnce(removals);

        assertThat(principals(first))
                .filteredOn(principal -> principal.get("roles").equals(List.of("SYSTEM_ADMIN")))
                .hasSize(1);
    }

    /** Lets all of them read, holds back what they write until every one of them waits, and then lets them go. */
    private <T> List<T> allAtOnce(List<Callable<T>> attempts) throws Exception {
        try (var threads = Executors.newCachedThreadPool();
                Connection blocker = REPLICAS.database().connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE principal IN SHARE MODE");
            List<Future<T>> started = attempts.stream().map(threads::submit).toList();
            await().atMost(60, SECONDS).until(() -> {
                failFast(started);
                return waiting(statement) == attempts.size();
            });
            blocker.commit();
            List<T> results = new ArrayList<>();
            for (Future<T> attempt : started) {
                results.add(attempt.get());
            }
            return results;
        }
    }

    /** An attempt that failed never comes to wait: its cause is shown, not the time that ran out. */
    private static <T> void failFast(List<Future<T>> attempts) {
        for (Future<T> attempt : attempts) {
            if (attempt.state() == Future.State.FAILED) {
                throw new IllegalStateException(attempt.exceptionNow());
            }
        }
    }

    private static int waiting(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                SELECT count(DISTINCT pid) FROM pg_locks JOIN pg_database ON pg_database.oid = database
                WHERE NOT granted AND datname = current_database()
                """)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static boolean make(Replica replica, Path keyFile) {
        new FirstAdministrator(
                        replica.bean(PrincipalRepository.class),
                        replica.bean(ApiKeyRepository.class),
                        replica.bean(AccessQueries.class),
                        new AccessSettings(keyFile.toString()),
                        replica.bean(TransactionOperations.class),
                        Clock.systemUTC())
                .run(new DefaultApplicationArguments());
        return true;
    }

    /** The API of a replica that has just made its administrator. */
    private TestApi makeOne() {
        make(first, folder.resolve("admin-key"));
        return first.api(ADMINISTRATOR);
    }

    private static Replica start(Path keyFile) {
        return REPLICAS.start("agentplane.policy.bootstrap-key-file=" + keyFile);
    }

    private static String administrator(TestApi api, String name) {
        UUID id = created(api.post("/principals", Map.of("name", name, "kind", "PERSON")), PrincipalView.class)
                .id();
        api.put("/role-bindings", Map.of("principalId", id, "role", "SYSTEM_ADMIN"))
                .expectStatus()
                .isOk();
        return id.toString();
    }

    private static ResponseSpec unbind(TestApi api, String principal) {
        return api.delete("/role-bindings?principalId=" + principal + "&role=SYSTEM_ADMIN");
    }

    private static List<ApiKeyView> keys(TestApi api) {
        return body(api.get("/api-keys"), KeyPage.class).items();
    }

    private record KeyPage(List<ApiKeyView> items) {}

    private static String storedHash(Replica replica) {
        return replica.bean(JdbcClient.class)
                .sql("SELECT hash FROM api_key")
                .query(String.class)
                .single();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> principals(Replica replica) {
        return (List<Map<String, Object>>)
                body(replica.api(ADMINISTRATOR).get("/principals"), Map.class).get("items");
    }
}
