package io.agentplane.platform.idempotency;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.json.ExactJson;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a creating POST safe to repeat. The answer is kept in the transaction of the change itself: either both exist or
 * neither. A second request with the same key waits for the first and gets its answer; one that asks for something else
 * is refused. A refused request keeps no key.
 */
public class Idempotency {

    private static final long MIN_MILLIS_BETWEEN_LOOKS = 50;
    private static final long MAX_MILLIS_BETWEEN_LOOKS = 1_000;

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

    /** For how long a repeated request gets the first one's answer; what answers name should be kept as long. */
    public Duration retention() {
        return settings.retention();
    }

    /**
     * Does the work once per caller and key.
     *
     * @param key without one the work is simply done
     * @param request what is asked for; the same key must always come with the same request
     * @param answerType how a kept answer is read back
     */
    public <T> T once(@Nullable IdempotencyKey key, Object request, Class<T> answerType, Supplier<T> work) {
        if (key == null) {
            return work.get();
        }
        Use use = use(key, request);
        return transaction.execute(status -> {
            Optional<OffsetDateTime> taken = take(use);
            return taken.isPresent() ? keep(use, taken.get(), work.get()) : answer(use, answerType);
        });
    }

    /**
     * The same for work that takes something else before, such as the agreement of others. The key is reserved for that time,
     * without a transaction: it is done for one request at a time, once it has led to an answer never again, and not at all
     * when the key is refused. The reservation of one that died lapses, and the next one takes over.
     *
     * @param before throws when the work must not be done; hands on what the work needs
     */
    public <B, T> T once(
            @Nullable IdempotencyKey key,
            Object request,
            Class<T> answerType,
            Supplier<B> before,
            Function<B, T> work) {
        if (key == null) {
            return work.apply(before.get());
        }
        Use use = use(key, request);
        Optional<OffsetDateTime> taken = take(use);
        long end = System.nanoTime() + settings.reservation().toNanos();
        long pause = MIN_MILLIS_BETWEEN_LOOKS;
        while (taken.isEmpty() && !isAnswered(use) && System.nanoTime() < end) {
            pause(pause);
            pause = Math.min(2 * pause, MAX_MILLIS_BETWEEN_LOOKS);
            taken = take(use);
        }
        return taken.isPresent() ? reserved(use, taken.get(), before, work) : answer(use, answerType);
    }

    private <B, T> T reserved(Use use, OffsetDateTime taken, Supplier<B> before, Function<B, T> work) {
        try {
            B found = before.get();
            return transaction.execute(status -> keep(use, taken, work.apply(found)));
        } catch (RuntimeException | Error refusal) {
            giveUp(use, taken, refusal);
            throw refusal;
        }
    }

    private static Use use(IdempotencyKey key, Object request) {
        Caller caller = Caller.current();
        return new Use(
                caller.namespace(),
                caller.id(),
                key.value(),
                ExactJson.sha256(List.of(request.getClass().getName(), request)));
    }

    /**
     * When the key was taken, which is what its holder is known by; empty when another holds it or has used it. Then it is only
     * read: those who wait look often, and {@code ON CONFLICT DO UPDATE} locks the row even where its condition fails.
     */
    private Optional<OffsetDateTime> take(Use use) {
        return of(use, """
                INSERT INTO idempotency_key AS held (namespace, caller, key, request_hash, created_at)
                SELECT :namespace, :caller, :key, :hash, clock_timestamp()
                WHERE NOT EXISTS (
                    SELECT 1 FROM idempotency_key
                    WHERE namespace = :namespace AND caller = :caller AND key = :key
                        AND (answer IS NOT NULL
                            OR created_at >= clock_timestamp() - make_interval(secs => :reservation)))
                ON CONFLICT (namespace, caller, key) DO UPDATE
                SET request_hash = excluded.request_hash, created_at = excluded.created_at
                WHERE held.answer IS NULL
                    AND held.created_at < clock_timestamp() - make_interval(secs => :reservation)
                RETURNING created_at
                """)
                .param("hash", use.hash())
                .param("reservation", settings.reservation().toSeconds())
                .query((row, number) -> row.getObject(1, OffsetDateTime.class))
                .optional();
    }

    /** Rolls the work back when another has taken over meanwhile. */
    private <T> T keep(Use use, OffsetDateTime taken, T answer) {
        int kept = of(use, """
                UPDATE idempotency_key SET answer = :answer
                WHERE namespace = :namespace AND caller = :caller AND key = :key
                    AND created_at = :taken AND answer IS NULL
                """)
                .param("answer", json.write(answer))
                .param("taken", taken)
                .update();
        if (kept == 0) {
            throw inUse();
        }
        return answer;
    }

    private void giveUp(Use use, OffsetDateTime taken, Throwable refusal) {
        try {
            of(use, """
                    DELETE FROM idempotency_key
                    WHERE namespace = :namespace AND caller = :caller AND key = :key
                        AND created_at = :taken AND answer IS NULL
                    """).param("taken", taken).update();
        } catch (RuntimeException untilItLapses) {
            refusal.addSuppressed(untilItLapses);
        }
    }

    private boolean isAnswered(Use use) {
        return find(use).filter(kept -> kept.answer() != null).isPresent();
    }

    private <T> T answer(Use use, Class<T> answerType) {
        String answer = find(use).map(Kept::answer).orElseThrow(Idempotency::inUse);
        return json.read(answer, answerType);
    }

    private Optional<Kept> find(Use use) {
        Optional<Kept> kept = of(use, """
                SELECT request_hash, answer FROM idempotency_key
                WHERE namespace = :namespace AND caller = :caller AND key = :key
                """).query(Kept.class).optional();
        if (kept.isPresent() && !kept.get().requestHash().equals(use.hash())) {
            throw PlatformProblem.IDEMPOTENCY_KEY_REUSED.because(
                    "The Idempotency-Key was used for another request; take a new key for each");
        }
        return kept;
    }

    private JdbcClient.StatementSpec of(Use use, String sql) {
        return jdbc.sql(sql)
                .param("namespace", use.namespace())
                .param("caller", use.caller())
                .param("key", use.key());
    }

    private static DomainException inUse() {
        return PlatformProblem.CONFLICT.because(
                "Another request with this Idempotency-Key is not answered yet; nothing was changed, repeat it later");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw inUse();
        }
    }

    private record Use(String namespace, String caller, String key, String hash) {}

    /** @param answer absent as long as the key is only reserved */
    private record Kept(String requestHash, @Nullable String answer) {}
}
