package io.agentplane.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.test.ServiceTest;
import io.agentplane.platform.test.TestPostgres.Database;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Counts the rows that the database reads for a page, by a sequence. */
@ServiceTest
class PageRowsTests {

    private static final int LIMIT = 500;

    @Autowired
    private Database database;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Pages pages;

    @Test
    @Transactional
    void areReadHardlyFurtherThanAPageOfLargeOnes() {
        assertThat(page("300000").items()).hasSize(3);
        assertThat(fetched()).isEqualTo(4);
    }

    @Test
    @Transactional
    void areReadToOneBehindTheLimit() {
        Page<String> page = page("1");

        assertThat(page.items()).hasSize(LIMIT).endsWith("500x");
        assertThat(Cursor.decode(page.nextCursor())).isEqualTo("500x");
        assertThat(fetched()).isEqualTo(LIMIT + 1);
    }

    /** However many small ones came before, the large ones behind them are fetched few at a time. */
    @Test
    @Transactional
    void areReadFewFurtherThanALargeOneBehindManySmallOnes() {
        assertThat(page("CASE WHEN number <= 100 THEN 1 ELSE 600000 END").items())
                .hasSize(101);
        assertThat(fetched()).isLessThan(102 + 8);
    }

    @Test
    void areNeverReadAllAtOnce() {
        assertThatThrownBy(() -> PageRows.stream(jdbc.sql("SELECT 1 LIMIT :limit"), LIMIT, (row, number) -> number))
                .isInstanceOf(IllegalStateException.class);
    }

    private Page<String> page(String length) {
        database.asOwner().sql("""
                        DROP SEQUENCE IF EXISTS fetched;
                        CREATE SEQUENCE fetched;
                        GRANT ALL ON SEQUENCE fetched TO PUBLIC
                        """).update();
        return pages.fill(
                PageRows.stream(jdbc.sql("""
                                SELECT nextval('fetched') || repeat('x', %s) FROM generate_series(1, 1000) AS number LIMIT :limit
                                """.formatted(length)), LIMIT, (row, number) -> row.getString(1)),
                LIMIT,
                item -> item);
    }

    private int fetched() {
        return jdbc.sql("SELECT last_value FROM fetched").query(Integer.class).single();
    }
}
