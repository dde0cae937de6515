package io.agentplane.platform.retention;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long the rows of a table are kept. A bean of it is all that a feature has to declare: the rows of all namespaces are
 * removed, by one replica at a time.
 *
 * @param name of the rule in metrics and in the log: the table's, with {@code _of_} and what of it where it has several
 * @param age the age from which on rows are removed
 * @param batch removes some of them
 */
public record Retention(String name, Duration age, Batch batch) {

    private static final Duration MAX_AGE = Duration.ofDays(36_500);

    public Retention {
        if (age.isNegative() || age.compareTo(MAX_AGE) > 0) {
            throw new IllegalArgumentException(
                    "Rows of " + name + " can be kept for 0 to " + MAX_AGE.toDays() + " days, not for " + age);
        }
    }

    /**
     * Keeps all rows of a table for so long.
     *
     * @param column the time that the age is counted from; it needs an index
     */
    public static Retention of(String table, String column, Duration age, JdbcClient jdbc) {
        return new Retention(table, age, new AgedRows(jdbc, table, column, null));
    }

    /**
     * Keeps those rows of a table for so long that fulfil a condition, and the others for ever.
     *
     * @param column the time that the age is counted from; it needs an index of the rows that fulfil the condition
     * @param condition SQL over the table's columns; never text from outside
     */
    public static Retention of(String table, String column, Duration age, String condition, JdbcClient jdbc) {
        return new Retention(table, age, new AgedRows(jdbc, table, column, condition));
    }

    /** The same rule by another name, where a table has several. */
    public Retention named(String other) {
        return new Retention(other, age, batch);
    }

    /** Removes rows for a rule that is more than a condition. Called in a transaction whose statements are bounded in time. */
    @FunctionalInterface
    public interface Batch {

        /**
         * Removes rows that are older than the age by the database's clock, and passes over those that others hold.
         *
         * @param limit how many at most, not counting what hangs on them
         */
        Removed remove(Duration age, int limit);
    }

    /**
     * What a batch has removed.
     *
     * @param isAll whether nothing was left that could have been removed too
     */
    public record Removed(int rows, boolean isAll) {

        /** By a statement that takes as many as it may. */
        public static Removed of(int rows, int limit) {
            return new Removed(rows, rows < limit);
        }
    }

    /** Rows of one table, the oldest first. */
    private record AgedRows(
            JdbcClient jdbc,
            String table,
            String column,
            @Nullable String condition) implements Batch {

        @Override
        public Removed remove(Duration age, int limit) {
            int rows = jdbc.sql("""
                    WITH old AS MATERIALIZED (
                        SELECT ctid AS place FROM %1$s
                        WHERE %2$s < now() - make_interval(secs => :age) AND %3$s
                        ORDER BY %2$s LIMIT :limit FOR UPDATE SKIP LOCKED)
                    DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT place FROM old))
                    """.formatted(table, column, condition == null ? "true" : "(" + condition + ")"))
                    .param("age", age.toMillis() / 1000.0)
                    .param("limit", limit)
                    .update();
            return Removed.of(rows, limit);
        }
    }
}
