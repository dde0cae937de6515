package io.agentplane.platform.web;

import java.util.stream.Stream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Rows of lists whose items can be large, read as {@link Pages#fill} asks for them. */
public final class PageRows {

    private static final int MAX_FETCHED = 8;

    private PageRows() {}

    /**
     * Runs a statement that ends with {@code LIMIT :limit}. Each look fetches as many rows as were read before, so that a page of
     * few large ones fetches hardly more than it has, and one of many small ones doesn't ask for each; yet never more than
     * {@value #MAX_FETCHED}, as large ones may follow small ones. In memory are the page, the rows fetched last, all of which are
     * in it, and the next {@value #MAX_FETCHED}, each of any size.
     *
     * @param statement with all parameters but the limit
     * @param limit of the page; the statement gives one row more where there are more
     */
    public static <T> Stream<T> stream(StatementSpec statement, int limit, RowMapper<T> item) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Outside a transaction the driver reads all rows at once");
        }
        return statement
                .param("limit", limit + 1)
                .withFetchSize(1)
                .query((row, number) -> {
                    row.setFetchSize(Math.min(number + 1, MAX_FETCHED));
                    return item.mapRow(row, number);
                })
                .stream();
    }
}
