package io.agentplane.scheduler.task;

import io.agentplane.platform.web.Cursor;
import io.agentplane.platform.web.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Pages that end after so many items or so many octets, whichever comes first, with one item at least. The database cuts them,
 * so that no more than a page is ever read.
 */
public final class SizedPage {

    /** What a page's items may have together, as JSON; also what is handed out by one claim. */
    public static final int OCTETS = 1024 * 1024;

    private static final String CUT = """
            SELECT * FROM (
                SELECT next.*, row_number() OVER told AS place, sum(weight) OVER told AS octets, count(*) OVER () AS found
                FROM (%1$s ORDER BY %2$s LIMIT :limit + 1) AS next
                WINDOW told AS (ORDER BY %2$s ROWS UNBOUNDED PRECEDING)) AS page
            WHERE place <= :limit AND (place = 1 OR octets <= :octets) ORDER BY %2$s
            """;

    private SizedPage() {}

    /**
     * Reads one.
     *
     * @param candidates a SELECT of what is to be told, with the size of each row's JSON as its weight, and not ordered yet
     * @param order the column that orders the rows and tells them apart
     * @param position an item's value in that column
     */
    static <T> Page<T> read(
            JdbcClient jdbc,
            String candidates,
            Map<String, ?> params,
            String order,
            int limit,
            RowMapper<T> rows,
            Function<T, Object> position) {
        return jdbc.sql(CUT.formatted(candidates, order))
                .params(params)
                .param("limit", limit)
                .param("octets", OCTETS)
                .query((ResultSetExtractor<Page<T>>) row -> page(row, rows, position));
    }

    private static <T> Page<T> page(ResultSet row, RowMapper<T> rows, Function<T, Object> position)
            throws SQLException {
        List<T> items = new ArrayList<>();
        long found = 0;
        while (row.next()) {
            found = row.getLong("found");
            items.add(rows.mapRow(row, items.size()));
        }
        return new Page<>(
                items,
                found > items.size()
                        ? Cursor.encode(position.apply(items.getLast()).toString())
                        : null);
    }
}
