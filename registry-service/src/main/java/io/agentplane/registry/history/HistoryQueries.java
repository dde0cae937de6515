package io.agentplane.registry.history;

import io.agentplane.platform.feed.Change;
import io.agentplane.platform.feed.ChangeSource;
import io.agentplane.platform.feed.Position;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.retention.Retention.Removed;
import io.agentplane.platform.web.PageRows;
import io.agentplane.registry.agent.AgentEvent;
import io.agentplane.registry.agent.AgentView;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The SQL of the agents' history. */
@Repository
class HistoryQueries implements ChangeSource {

    private static final int FETCHED = 20;
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    private final JdbcClient jdbc;
    private final StoredJson json;

    HistoryQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(AgentEvent event, String actor, Instant at) {
        jdbc.sql("""
                        INSERT INTO agent_event (namespace, agent_id, type, at, actor, state)
                        VALUES (:namespace, :agentId, :type, :at, :actor, CAST(:state AS jsonb))
                        """)
                .param("namespace", event.namespace())
                .param("agentId", event.state().id())
                .param("type", event.type())
                .param("at", Timestamp.from(at))
                .param("actor", actor)
                .param("state", json.write(event.state()))
                .update();
    }

    /** The entries of an agent behind a number, oldest first, one more than the limit where there are more. */
    Stream<HistoryEntryView> entries(UUID agentId, long after, int limit) {
        return PageRows.stream(
                jdbc.sql("""
                        SELECT number, type, at, actor, state FROM agent_event
                        WHERE agent_id = :agentId AND number > :after ORDER BY number LIMIT :limit
                        """).param("agentId", agentId).param("after", after),
                limit,
                (row, number) -> new HistoryEntryView(
                        row.getLong("number"),
                        row.getString("type"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        json.read(row.getString("state"), AgentView.class)));
    }

    /** Fewer where they are large: nobody has them all in memory. */
    @Override
    @Transactional(readOnly = true)
    public List<Change> after(Position position, int limit) {
        List<Change> some = new ArrayList<>();
        try (Stream<Change> changes = changes(position, limit)) {
            Iterator<Change> rest = changes.iterator();
            for (long characters = 0; characters < MAX_CHARACTERS && rest.hasNext(); ) {
                Change change = rest.next();
                characters += change.data().length();
                some.add(change);
            }
        }
        return some;
    }

    private Stream<Change> changes(Position position, int limit) {
        return jdbc
                .sql("""
                        SELECT transaction::text::bigint AS transaction, number, namespace, type, state::text AS state
                        FROM agent_event
                        WHERE (transaction, number) > (CAST(CAST(:transaction AS text) AS xid8), :number)
                            AND transaction < %s
                        ORDER BY transaction, number LIMIT :limit
                        """.formatted(OLDEST_OPEN_TRANSACTION))
                .param("transaction", Long.toString(position.transaction()))
                .param("number", position.number())
                .param("limit", limit)
                .withFetchSize(FETCHED)
                .query((row, number) -> new Change(
                        new Position(row.getLong("transaction"), row.getLong("number")),
                        row.getString("namespace"),
                        json.write(new AgentChangeView(
                                row.getString("type"), json.read(row.getString("state"), AgentView.class)))))
                .stream();
    }

    @Override
    public Position removedUpTo() {
        return jdbc.sql("SELECT transaction::text::bigint AS transaction, number FROM agent_event_removed")
                .query((row, number) -> new Position(row.getLong("transaction"), row.getLong("number")))
                .optional()
                .orElse(Position.START);
    }

    /** Removes old entries of all namespaces, and stores up to where they were in the order of changes. */
    Removed remove(Duration age, int limit) {
        int rows = jdbc.sql("""
                WITH old AS MATERIALIZED (
                    SELECT ctid AS place, transaction, number FROM agent_event
                    WHERE at < now() - make_interval(secs => :age)
                    ORDER BY at LIMIT :limit FOR UPDATE SKIP LOCKED),
                furthest AS (
                    INSERT INTO agent_event_removed AS known (transaction, number)
                    SELECT transaction, number FROM old ORDER BY transaction DESC, number DESC LIMIT 1
                    ON CONFLICT (is_the_only_row) DO UPDATE
                    SET transaction = excluded.transaction, number = excluded.number
                    WHERE (known.transaction, known.number) < (excluded.transaction, excluded.number))
                DELETE FROM agent_event WHERE ctid = ANY (ARRAY(SELECT place FROM old))
                """)
                .param("age", age.toSeconds())
                .param("limit", limit)
                .update();
        return Removed.of(rows, limit);
    }

    @Override
    public long oldestOpenTransaction() {
        return jdbc.sql("SELECT (" + OLDEST_OPEN_TRANSACTION + ")::text::bigint AS transaction")
                .query((row, number) -> row.getLong("transaction"))
                .single();
    }
}
