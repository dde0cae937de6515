package io.agentplane.platform.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Pages of lists whose rows can be large: one ends at so many items, or before the one that would make it larger than 1 MiB, but
 * has one at least. The database counts, so that the service never holds more than a page.
 */
public final class SizedPage {

    private static final int MAX_BYTES = 1 << 20;

    private SizedPage() {}

    /**
     * The statement that {@link #read} takes.
     *
     * @param columns what is read of each row
     * @param rows selects all that could come, without an order and a limit; all of its columns count as the row's size
     * @param order such as {@code id DESC}
     */
    public static String sql(String columns, String rows, String order) {
        return """
                SELECT %1$s, page_found FROM (
                    SELECT page.*, row_number() OVER place AS page_place, count(*) OVER () AS page_found,
                        sum(octet_length(CAST(page AS text))) OVER place AS page_bytes
                    FROM (%2$s ORDER BY %3$s LIMIT :limit + 1) AS page
                    WINDOW place AS (ORDER BY %3$s)) AS sized
                WHERE page_place <= :limit AND (page_place = 1 OR page_bytes <= %4$d)
                ORDER BY page_place
                """.formatted(columns, rows, order, MAX_BYTES);
    }

    /**
     * Reads a page.
     *
     * @param statement with all parameters but the limit
     * @param position what finds an item's place in the order again
     */
    public static <T> Page<T> read(
            StatementSpec statement, int limit, RowMapper<T> item, Function<? super T, String> position) {
        return statement.param("limit", limit).query(rows -> {
            List<T> items = new ArrayList<>();
            long found = 0;
            while (rows.next()) {
                found = rows.getLong("page_found");
                items.add(item.mapRow(rows, items.size()));
            }
            return new Page<>(items, found > items.size() ? Cursor.encode(position.apply(items.getLast())) : null);
        });
    }
}
