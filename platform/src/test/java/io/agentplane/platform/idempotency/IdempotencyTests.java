package io.agentplane.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.note.NoteView;
import io.agentplane.platform.retention.RetentionRuns;
import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestCaller;
import io.agentplane.platform.test.Together;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@ServiceTest
class IdempotencyTests {

    private static final TestCaller ALICE = TestCaller.in("idempotency");

    @Autowired
    private RestTestClient client;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RetentionRuns retention;

    @Test
    void doesTheWorkOnceHoweverManyAskAtTheSameTime() throws Exception {
        List<NoteView> answers = Together.run(16, thread -> note(write(ALICE, "one-key", "once")));

        assertThat(answers).containsOnly(answers.getFirst());
        assertThat(count("once")).isEqualTo(1);
    }

    @Test
    void keepsTheKeysOfCallersAndNamespacesApart() {
        write(ALICE, "shared-key", "apart");
        write(ALICE.as("bob"), "shared-key", "apart");
        write(TestCaller.in("elsewhere"), "shared-key", "apart");

        assertThat(count("apart")).isEqualTo(3);
    }

    @Test
    void refusesAnotherRequestWithTheSameKey() {
        write(ALICE, "used-key", "first");

        write(ALICE, "used-key", "second").expectStatus().isEqualTo(422);
        assertThat(count("second")).isZero();
    }

    @Test
    void keepsNoKeyOfARefusedRequest() {
        write(ALICE, "free-key", "   ").expectStatus().isBadRequest();

        write(ALICE, "free-key", "after all").expectStatus().isCreated();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb", " "})
    void refusesAKeyThatIsNone(String key) {
        write(ALICE, key, "no key").expectStatus().isBadRequest();
        write(ALICE, "k".repeat(201), "no key").expectStatus().isBadRequest();
        assertThat(count("no key")).isZero();
    }

    @Test
    void forgetsKeysAfterADay() {
        write(ALICE, "old-key", "again");
        jdbc.sql("UPDATE idempotency_key SET created_at = now() - interval '25 hours' WHERE key = 'old-key'")
                .update();

        retention.removeNow("idempotency_key");

        write(ALICE, "old-key", "again").expectStatus().isCreated();
        assertThat(count("again")).isEqualTo(2);
    }

    /** Waiting requests look every second or more often; a row lock would make each look a write. */
    @Test
    void locksNoKeyThatIsUsedOrHeld() {
        write(ALICE, "looked-at", "looked at").expectStatus().isCreated();
        write(ALICE, "looked-at", "looked at").expectStatus().isCreated();
        assertThat(lockerOf("looked-at")).as("of a used key").isZero();

        jdbc.sql("UPDATE idempotency_key SET answer = NULL WHERE key = 'looked-at'")
                .update();
        write(ALICE, "looked-at", "looked at").expectStatus().isEqualTo(409);
        assertThat(lockerOf("looked-at")).as("of a held key").isZero();
    }

    private long lockerOf(String key) {
        return jdbc.sql("SELECT CAST(CAST(xmax AS text) AS bigint) FROM idempotency_key WHERE key = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }

    private ResponseSpec write(TestCaller caller, String key, String text) {
        return client.post()
                .uri("/notes")
                .header(HttpHeaders.AUTHORIZATION, caller.bearer())
                .header("Idempotency-Key", key)
                .body(Map.of("text", text))
                .exchange();
    }

    private static NoteView note(ResponseSpec answer) {
        return Objects.requireNonNull(answer.expectStatus()
                .isCreated()
                .expectBody(NoteView.class)
                .returnResult()
                .getResponseBody());
    }

    private int count(String text) {
        return jdbc.sql("SELECT count(*) FROM note WHERE text = :text")
                .param("text", text)
                .query(Integer.class)
                .single();
    }
}
