package io.agentplane.platform.idempotency;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.json.CanonicalJson;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a creating POST safe to repeat. The key is stored in the transaction of the change itself: either both exist or
 * neither. A second request with the same key waits for the first and gets its answer; one that asks for something else
 * is refused. A refused request keeps no key.
 */
public class Idempotency {

    private static final int LONGEST_KEY = 200;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final StoredJson json;
    private final IdempotencySettings settings;

    Idempotency(JdbcClient jdbc, TransactionTemplate transaction, StoredJson json, IdempotencySettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
        this.settings = settings;
    }

    /**
     * Does the work once per caller and key.
     *
     * @param key the {@code Idempotency-Key} header; without one the work is simply done
     * @param request what is asked for; the same key must always come with the same request
     * @param answerType how a kept answer is read back
     */
    public <T> T once(@Nullable String key, Object request, Class<T> answerType, Supplier<T> work) {
        if (key == null) {
            return work.get();
        }
        requireValid(key);
        Caller caller = Caller.current();
        String hash = hash(request);
        return transaction.execute(status -> {
            if (claim(caller, key, hash)) {
                T answer = work.get();
                keep(caller, key, json.write(answer));
                return answer;
            }
            return json.read(keptAnswer(caller, key, hash), answerType);
        });
    }

    /**
     * The answer that was given before, if this request has been done already. For work that needs others to agree first:
     * they are not asked twice, and not at all when the key is refused.
     */
    public <T> Optional<T> kept(@Nullable String key, Object request, Class<T> answerType) {
        if (key == null) {
            return Optional.empty();
        }
        requireValid(key);
        Caller caller = Caller.current();
        String hash = hash(request);
        return find(caller, key).map(kept -> json.read(requireSame(kept, hash).answer(), answerType));
    }

    private static void requireValid(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: Idempotency-Key")
                    .withErrors(List.of(
                            new FieldFault("Idempotency-Key", "must have 1 to " + LONGEST_KEY + " characters")));
        }
    }

    private boolean claim(Caller caller, String key, String hash) {
        return jdbc.sql("""
                        INSERT INTO idempotency_key (namespace, caller, key, request_hash, created_at)
                        VALUES (:namespace, :caller, :key, :hash, now())
                        ON CONFLICT DO NOTHING
                        """)
                        .param("namespace", caller.namespace())
                        .param("caller", caller.id())
                        .param("key", key)
                        .param("hash", hash)
                        .update()
                == 1;
    }

    private void keep(Caller caller, String key, String answer) {
        jdbc.sql("""
                UPDATE idempotency_key SET answer = :answer
                WHERE namespace = :namespace AND caller = :caller AND key = :key
                """)
                .param("answer", answer)
                .param("namespace", caller.namespace())
                .param("caller", caller.id())
                .param("key", key)
                .update();
    }

    private String keptAnswer(Caller caller, String key, String hash) {
        return requireSame(find(caller, key).orElseThrow(), hash).answer();
    }

    private Optional<Kept> find(Caller caller, String key) {
        return jdbc.sql("""
                SELECT request_hash, answer FROM idempotency_key
                WHERE namespace = :namespace AND caller = :caller AND key = :key
                """)
                .param("namespace", caller.namespace())
                .param("caller", caller.id())
                .param("key", key)
                .query(Kept.class)
                .optional();
    }

    private static Kept requireSame(Kept kept, String hash) {
        if (!kept.requestHash().equals(hash)) {
            throw PlatformProblem.IDEMPOTENCY_KEY_REUSED.because(
                    "The Idempotency-Key was used for another request; take a new key for each");
        }
        return kept;
    }

    private static String hash(Object request) {
        return CanonicalJson.sha256(List.of(request.getClass().getName(), request));
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void forgetOldKeys() {
        jdbc.sql("DELETE FROM idempotency_key WHERE created_at < now() - make_interval(secs => :seconds)")
                .param("seconds", settings.retention().toSeconds())
                .update();
    }

    private record Kept(String requestHash, String answer) {}
}
