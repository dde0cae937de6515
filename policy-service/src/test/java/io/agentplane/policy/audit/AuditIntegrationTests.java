package io.agentplane.policy.audit;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.event.EventCodec;
import io.agentplane.platform.test.TestApi;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.TestPostgres.Database;
import io.agentplane.platform.test.Together;
import io.agentplane.platform.web.Page;
import io.agentplane.policy.OtherService;
import io.agentplane.policy.PolicyStage;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;

class AuditIntegrationTests extends PolicyStage {

    @Autowired
    private EventCodec codec;

    @Autowired
    private AuditLog log;

    private final String namespace = "audit-" + UUID.randomUUID();
    private TestApi api;

    @BeforeEach
    void useANamespaceOfItsOwn() {
        api = new TestApi(client, TestCaller.in(namespace));
    }

    @Test
    void keepsWhatItIsToldInOrderAndOnlyOnce() {
        AuditEntry first = AuditFixtures.entry(namespace, "ann", "DELETE /agents/*", "/agents/1");
        AuditEntry second = AuditFixtures.entry(namespace, "bob\u0000", "GET /agents", "/agents");
        send(message(first), message(second), message(first), message(second));
        send(message(first));
        AuditEntry last = AuditFixtures.entry(namespace, "ann", "GET /audit", "/audit");
        send(message(last));

        await().until(() -> list("").size() == 3);
        assertThat(list("")).extracting(AuditEntryView::id).containsExactly(last.id(), second.id(), first.id());
        assertThat(list("")).extracting(AuditEntryView::number).containsExactly(3L, 2L, 1L);
        assertThat(body(api.get("/audit/verify"), ChainVerdict.class)).isEqualTo(new ChainVerdict(true, 3, null));
    }

    @Test
    void putsAsideWhatNobodyCanReadAndKeepsTheRest() {
        AuditEntry before = AuditFixtures.entry(namespace, "ann", "GET /agents", "/agents");
        AuditEntry after = AuditFixtures.entry(namespace, "bob", "GET /agents", "/agents");
        send(
                message(before),
                new ProducerRecord<>(AuditEntry.TOPIC, namespace, "no entry".getBytes(StandardCharsets.UTF_8)),
                message(after));

        await().until(() -> list("").size() == 2);
    }

    @Test
    void findsEntriesByAllThatIsKnownOfThem() {
        Instant noon = Instant.now().minusSeconds(3600);
        log.append(List.of(
                AuditFixtures.entry(namespace, "ann", "DELETE /agents/*", "/agents/1", noon),
                AuditFixtures.entry(namespace, "bob", "GET /agents/*", "/agents/1", noon.plusSeconds(60)),
                AuditFixtures.entry(
                        namespace, "bob", "GET /agents/*/config", "/agents/1/config", noon.plusSeconds(120)),
                AuditFixtures.entry(namespace, "bob", "PUT /agents/*", "/agents/1?by=2", noon.plusSeconds(150)),
                AuditFixtures.entry(namespace, "bob", "GET /agents/*", "/agents/10", noon.plusSeconds(180))));

        assertThat(list("actor=ann")).hasSize(1);
        assertThat(list("actor=bob-name")).hasSize(4);
        assertThat(list("action=GET /agents/*")).hasSize(2);
        assertThat(list("resource=/agents/1")).hasSize(4);
        assertThat(list("outcome=REFUSED")).isEmpty();
        assertThat(list("outcome=ALLOWED&from=" + noon.plusSeconds(60) + "&to=" + noon.plusSeconds(180)))
                .hasSize(3);
        expectProblem(api.get("/audit?outcome=MAYBE"), 400, "invalid-request");
        expectProblem(api.get("/audit?limit=501"), 400, "invalid-request");
    }

    @Test
    void findsEntriesByIdsHoweverTheyAreSpelled() {
        String id = "01900000-abcd-7000-8000-00000000000a";
        log.append(List.of(AuditFixtures.entry(namespace, id, "pauseAgent", "/agents/" + id + "/pause")));

        assertThat(list("actor=" + id.toUpperCase(Locale.ROOT))).hasSize(1);
        assertThat(list("resource=/agents/" + id.toUpperCase(Locale.ROOT))).hasSize(1);
    }

    @Test
    void keepsAHalfCharacterInAWayThatVerifies() {
        log.append(List.of(AuditFixtures.entry(namespace, "ann", "GET /agents/*", "/agents/\uD83D")));

        assertThat(body(api.get("/audit/verify"), ChainVerdict.class).valid()).isTrue();
    }

    @Test
    void givesLongListsPageByPage() {
        log.append(AuditFixtures.entries(namespace, 5));

        Page<AuditEntryView> first = page("?limit=3");
        Page<AuditEntryView> second = page("?limit=3&cursor=" + first.nextCursor());

        assertThat(first.items()).extracting(AuditEntryView::number).containsExactly(5L, 4L, 3L);
        assertThat(second.items()).extracting(AuditEntryView::number).containsExactly(2L, 1L);
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void exportsOneEntryALine() {
        log.append(AuditFixtures.entries(namespace, 2500));

        String lines = body(api.get("/audit/export"), String.class);

        assertThat(lines.lines()).hasSize(2500).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(lines.lines().findFirst().orElseThrow()).contains("\"number\":1,");
    }

    @Test
    void letsOnlyAFewReadTheWholeLogAtATime(@Autowired LongReads longReads, @Autowired AuditSettings settings) {
        readInVain(longReads, settings.readersAtOnce());

        assertThat(body(api.get("/audit/verify"), ChainVerdict.class).valid()).isTrue();
    }

    private void readInVain(LongReads longReads, int more) {
        if (more == 0) {
            expectProblem(api.get("/audit/verify"), 429, "audit-readers-busy");
            expectProblem(api.get("/audit/export"), 429, "audit-readers-busy");
            assertThat(list("")).isEmpty();
            return;
        }
        longReads.read(() -> {
            readInVain(longReads, more - 1);
            return more;
        });
    }

    @Test
    void findsARareActorByAnIndexHoweverItIsCalled(@Autowired Database database) throws SQLException {
        log.append(List.of(AuditFixtures.entry(namespace, "rare", "GET /agents", "/agents")));
        try (Connection superuser = database.connectAsSuperuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("""
                    INSERT INTO audit.entry SELECT namespace, number + others, recorded_at, gen_random_uuid(), at, 'ann',
                        'ann-name', action, resource, outcome, status, code, source, trace_id, previous, hash
                    FROM audit.entry, generate_series(1, 5000) AS others WHERE namespace = '%s'
                    """.formatted(namespace));
            assertThat(list("actor=rare")).hasSize(1);
            assertThat(list("actor=rare-name")).hasSize(1);
            statement.execute("ANALYZE audit.entry");
            try (ResultSet plan = statement.executeQuery("EXPLAIN " + AuditQueries.SELECT
                    + AuditQueries.where(new AuditSearch("rare", null, null, null, null, null))
                            .replace(":namespace", "'" + namespace + "'")
                            .replace(":actor", "'rare'")
                    + " ORDER BY number DESC LIMIT 51")) {
                List<String> lines = new ArrayList<>();
                while (plan.next()) {
                    lines.add(plan.getString(1));
                }
                assertThat(String.join("\n", lines)).contains("actor_id_number_idx", "actor_name_number_idx");
            }
        }
    }

    @Test
    void showsNothingOfAnotherNamespace() {
        log.append(AuditFixtures.entries(namespace, 3));
        TestApi stranger = api.as(TestCaller.in("strangers-" + UUID.randomUUID()));

        stranger.get("/audit").expectBody().jsonPath("$.items.length()").isEqualTo(0);
        stranger.get("/audit/verify").expectBody().jsonPath("$.entries").isEqualTo(0);
        assertThat(stranger.get("/audit/export")
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .isNullOrEmpty();
    }

    @Test
    void keepsOneChainWhenManyWriteToItAtOnce() throws Exception {
        List<AuditEntry> repeated = AuditFixtures.entries(namespace, 50);
        Together.run(16, writer -> log.append(writer % 2 == 0 ? repeated : AuditFixtures.entries(namespace, 50)));

        assertThat(body(api.get("/audit/verify"), ChainVerdict.class)).isEqualTo(new ChainVerdict(true, 450, null));
    }

    @SafeVarargs
    private static void send(ProducerRecord<String, byte[]>... messages) {
        OtherService.send(messages);
    }

    private ProducerRecord<String, byte[]> message(AuditEntry entry) {
        return entry.message(codec, "/gateway-service");
    }

    private List<AuditEntryView> list(String query) {
        return page("?" + query).items();
    }

    private Page<AuditEntryView> page(String query) {
        return Objects.requireNonNull(api.get("/audit" + query)
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Page<AuditEntryView>>() {})
                .returnResult()
                .getResponseBody());
    }
}
