package io.agentplane.policy.audit;

import io.agentplane.platform.audit.AuditEntry;
import io.agentplane.platform.audit.AuditOutcome;
import io.agentplane.platform.web.PageRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The audit log's SQL. */
@Repository
class AuditQueries {

    private static final String INSERT = """
            INSERT INTO audit.entry (namespace, number, recorded_at, id, at, actor_id, actor_name, action, resource,
                                     outcome, status, code, source, trace_id, previous, hash)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    static final String SELECT = "SELECT * FROM audit.entry ";

    private static final int FETCH = 1000;

    /** The most that clocks are thought to differ by; it bounds which months are looked at. */
    private static final Duration CLOCK_DRIFT = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    AuditQueries(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Keeps a namespace's chain until the transaction ends; makes it if need be. */
    Chain hold(String namespace) {
        return jdbc.sql("SELECT * FROM audit.hold_chain(:namespace)")
                .param("namespace", namespace)
                .query((row, number) -> chain(row))
                .single();
    }

    void advance(String namespace, Link last) {
        jdbc.sql("SELECT audit.advance_chain(:namespace, :number, :hash, :time)")
                .param("namespace", namespace)
                .param("number", last.number())
                .param("hash", last.hash())
                .param("time", Timestamp.from(last.recordedAt()))
                .query(row -> {});
    }

    Optional<Chain> find(String namespace) {
        return jdbc.sql("SELECT * FROM audit.chain WHERE namespace = :namespace")
                .param("namespace", namespace)
                .query((row, number) -> chain(row))
                .optional();
    }

    /** Which of these are kept already. */
    Set<UUID> known(Collection<AuditEntry> entries) {
        Instant earliest =
                entries.stream().map(AuditEntry::at).min(Instant::compareTo).orElse(Instant.EPOCH);
        String ids = entries.stream().map(entry -> entry.id().toString()).collect(Collectors.joining(",", "{", "}"));
        return new HashSet<>(
                jdbc.sql("SELECT id FROM audit.entry WHERE id = ANY(CAST(:ids AS uuid[])) AND recorded_at >= :from")
                        .param("ids", ids)
                        .param("from", Timestamp.from(earliest.minus(CLOCK_DRIFT)))
                        .query(UUID.class)
                        .list());
    }

    void insert(List<Link> links) {
        template.update(connection -> {
            PreparedStatement insert = connection.prepareStatement(INSERT);
            var columns = new Columns(connection, insert, links);
            columns.add("text", link -> link.entry().namespace());
            columns.add("bigint", Link::number);
            columns.add("timestamptz", link -> link.recordedAt().toString());
            columns.add("uuid", link -> link.entry().id());
            columns.add("timestamptz", link -> link.entry().at().toString());
            columns.add("text", link -> actor(link, AuditEntry.Actor::id));
            columns.add("text", link -> actor(link, AuditEntry.Actor::name));
            columns.add("text", link -> link.entry().action());
            columns.add("text", link -> link.entry().resource());
            columns.add("text", link -> link.entry().outcome().name());
            columns.add("integer", link -> link.entry().status());
            columns.add("text", link -> link.entry().code());
            columns.add("text", link -> link.entry().source());
            columns.add("text", link -> link.entry().traceId());
            columns.add("bytea", link -> bytes(link.previous()));
            columns.add("bytea", link -> bytes(link.hash()));
            return insert;
        });
    }

    /** In an array the driver takes bytes as text only. */
    private static String bytes(byte[] bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes);
    }

    private static @Nullable String actor(Link link, Function<AuditEntry.Actor, String> part) {
        AuditEntry.Actor actor = link.entry().actor();
        return actor == null ? null : part.apply(actor);
    }

    /** Newest first, one more than the limit where there are more. */
    Stream<AuditEntryView> search(String namespace, AuditSearch search, @Nullable Long before, int limit) {
        String earlier = before == null ? "" : " AND number < :before";
        return PageRows.stream(
                matching(SELECT + where(search) + earlier + " ORDER BY number DESC LIMIT :limit", namespace, search)
                        .param("before", before),
                limit,
                (row, number) -> AuditEntryView.of(link(row)));
    }

    /** Oldest first, read as they are used; close it, and read within a transaction. */
    Stream<Link> stream(String namespace, AuditSearch search) {
        return matching(SELECT + where(search) + " ORDER BY number, recorded_at", namespace, search)
                .withFetchSize(FETCH)
                .query((row, number) -> link(row))
                .stream();
    }

    boolean isKept(String namespace, byte[] hash) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM audit.entry WHERE namespace = :namespace AND hash = :hash)")
                .param("namespace", namespace)
                .param("hash", hash)
                .query(Boolean.class)
                .single();
    }

    /** Only what is asked for: a plan that must fit any search uses no index. */
    static String where(AuditSearch search) {
        var conditions = new StringJoiner(" AND ", "WHERE ", "").add("namespace = :namespace");
        if (search.actor() != null) {
            conditions.add("(actor_id = :actor OR actor_name = :actor)");
        }
        if (search.action() != null) {
            conditions.add("action = :action");
        }
        if (search.resource() != null) {
            conditions.add("(resource = :resource OR starts_with(resource, CAST(:resource AS text) || '/')"
                    + " OR starts_with(resource, CAST(:resource AS text) || '?'))");
        }
        if (search.outcome() != null) {
            conditions.add("outcome = :outcome");
        }
        if (search.from() != null) {
            conditions.add("at >= :from AND recorded_at >= :recordedFrom");
        }
        if (search.to() != null) {
            conditions.add("at < :to");
        }
        return conditions.toString();
    }

    private JdbcClient.StatementSpec matching(String sql, String namespace, AuditSearch search) {
        Instant from = search.from();
        Instant to = search.to();
        return jdbc.sql(sql)
                .param("namespace", namespace)
                .param("actor", search.actor())
                .param("action", search.action())
                .param("resource", search.resource())
                .param(
                        "outcome",
                        search.outcome() == null ? null : search.outcome().name())
                .param("from", from == null ? null : Timestamp.from(from))
                .param("recordedFrom", from == null ? null : Timestamp.from(from.minus(CLOCK_DRIFT)))
                .param("to", to == null ? null : Timestamp.from(to));
    }

    private static Chain chain(ResultSet row) throws SQLException {
        return new Chain(
                row.getLong("number"),
                row.getBytes("hash"),
                row.getTimestamp("recorded_at").toInstant(),
                row.getLong("anchor_number"),
                row.getBytes("anchor_hash"));
    }

    private static Link link(ResultSet row) throws SQLException {
        String actorId = row.getString("actor_id");
        AuditEntry entry = new AuditEntry(
                row.getObject("id", UUID.class),
                row.getString("namespace"),
                row.getTimestamp("at").toInstant(),
                actorId == null ? null : new AuditEntry.Actor(actorId, String.valueOf(row.getString("actor_name"))),
                row.getString("action"),
                row.getString("resource"),
                AuditOutcome.valueOf(row.getString("outcome")),
                row.getInt("status"),
                row.getString("code"),
                row.getString("source"),
                row.getString("trace_id"));
        return new Link(
                row.getLong("number"),
                row.getTimestamp("recorded_at").toInstant(),
                entry,
                row.getBytes("previous"),
                row.getBytes("hash"));
    }

    /** Hands links over column by column, so that a batch of any size is one statement. */
    private static final class Columns {

        private final Connection connection;
        private final PreparedStatement statement;
        private final List<Link> links;
        private int count;

        Columns(Connection connection, PreparedStatement statement, List<Link> links) {
            this.connection = connection;
            this.statement = statement;
            this.links = links;
        }

        void add(String type, Function<Link, @Nullable Object> value) throws SQLException {
            @Nullable Object[] column = new @Nullable Object[links.size()];
            for (int row = 0; row < column.length; row++) {
                column[row] = value.apply(links.get(row));
            }
            statement.setArray(++count, connection.createArrayOf(type, column));
        }
    }
}
