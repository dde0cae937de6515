package io.agentplane.platform.feed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the order of changes. Changes are ordered by the transaction that made them, and within it by their number:
 * numbers alone are handed out before the commit, so a smaller one can appear after a greater one was read.
 *
 * @param transaction PostgreSQL's 64-bit transaction id
 * @param number grows within the transaction
 */
public record Position(long transaction, long number) implements Comparable<Position> {

    /** Before all changes. */
    public static final Position START = new Position(0, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,19})");

    /** Behind all changes of the transactions before this one. */
    static Position before(long transaction) {
        return new Position(transaction - 1, Long.MAX_VALUE);
    }

    /** Reads what {@link #toString} wrote; refuses anything else with an {@link IllegalArgumentException}. */
    static Position parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a position");
        }
        return new Position(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    @Override
    public int compareTo(Position other) {
        int byTransaction = Long.compare(transaction, other.transaction);
        return byTransaction == 0 ? Long.compare(number, other.number) : byTransaction;
    }

    @Override
    public String toString() {
        return transaction + "-" + number;
    }
}
