package io.agentplane.platform.retention;

import io.agentplane.platform.retention.Retention.Removed;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Carries out rules, each batch in a transaction of its own. */
public class RetentionRuns {

    private static final Logger log = LoggerFactory.getLogger(RetentionRuns.class);

    /** A run that has more to do makes room for the other rules and goes on after them. */
    private static final int MAX_BATCHES = 200;

    private final List<Retention> rules;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final RetentionSettings settings;
    private final RetentionMetrics metrics;

    RetentionRuns(
            List<Retention> rules,
            JdbcClient jdbc,
            TransactionOperations transaction,
            RetentionSettings settings,
            RetentionMetrics metrics) {
        this.rules = rules;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
        this.metrics = metrics;
    }

    List<Retention> rules() {
        return rules;
    }

    /** The names of all rules. */
    public List<String> names() {
        return rules.stream().map(Retention::name).toList();
    }

    /** Removes all that is too old by the rule of this name now, whoever else is at it, and returns how many rows that were. */
    public int removeNow(String name) {
        Retention rule = rules.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no retention of " + name));
        int all = 0;
        Removed removed;
        do {
            removed = removeBatch(rule);
            all += removed.rows();
        } while (!removed.isAll());
        return all;
    }

    /**
     * Does a rule's run, or a part of it; counts and throws what goes wrong.
     *
     * @return whether all is done
     */
    boolean run(Retention rule, BooleanSupplier isStopping) {
        try {
            return metrics.time(rule, () -> removeBatches(rule, isStopping));
        } catch (RuntimeException failed) {
            metrics.failed(rule);
            log.warn("Old rows of {} wait to be removed: {}", rule.name(), failed.getMessage());
            throw failed;
        }
    }

    private boolean removeBatches(Retention rule, BooleanSupplier isStopping) {
        for (int batch = 0; batch < MAX_BATCHES && !isStopping.getAsBoolean(); batch++) {
            if (removeBatch(rule).isAll()) {
                metrics.succeeded(rule);
                return true;
            }
            if (!pause(settings.pause())) {
                return false;
            }
        }
        return false;
    }

    private Removed removeBatch(Retention rule) {
        Removed removed = transaction.execute(status -> {
            boundStatements();
            return rule.batch().remove(rule.age(), settings.batchSize());
        });
        metrics.removed(rule, removed.rows());
        return removed;
    }

    /** Until the end of the transaction. */
    private void boundStatements() {
        jdbc.sql("SELECT set_config('statement_timeout', :millis, true)")
                .param("millis", Long.toString(settings.statementTimeout().toMillis()))
                .query(row -> {});
    }

    /** False when the thread is to end. */
    private static boolean pause(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
