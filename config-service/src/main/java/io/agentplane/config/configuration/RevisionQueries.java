package io.agentplane.config.configuration;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The history of the layers of the present namespace. Rows are added and read, never changed. */
@Repository
class RevisionQueries {

    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    private static final String OF_SCOPE = """
            SELECT * FROM configuration_revision WHERE namespace = :namespace AND scope = :scope
            """;

    private final JdbcClient jdbc;
    private final StoredJson json;

    RevisionQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void append(String scope, ConfigurationRevision revision) {
        jdbc.sql("""
                INSERT INTO configuration_revision (namespace, scope, revision, values, author, reason, changed_at)
                VALUES (:namespace, :scope, :revision, :values::jsonb, :author, :reason, :changedAt)
                """)
                .param("namespace", Namespace.current())
                .param("scope", scope)
                .param("revision", revision.revision())
                .param("values", json.write(revision.values()))
                .param("author", revision.author())
                .param("reason", revision.reason())
                .param("changedAt", Timestamp.from(revision.changedAt()))
                .update();
    }

    Optional<ConfigurationRevision> find(String scope, long revision) {
        return ofScope(scope, "AND revision = :revision")
                .param("revision", revision)
                .query(this::revision)
                .optional();
    }

    /** The one that was in force at a time. */
    Optional<ConfigurationRevision> findAt(String scope, Instant at) {
        return ofScope(scope, "AND changed_at <= :at ORDER BY revision DESC LIMIT 1")
                .param("at", Timestamp.from(at))
                .query(this::revision)
                .optional();
    }

    /** The newest first, older than {@code before} when that is given. */
    List<ConfigurationRevision> list(String scope, @Nullable Long before, int limit) {
        return ofScope(scope, "AND revision < :before ORDER BY revision DESC LIMIT :limit")
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", limit)
                .query(this::revision)
                .list();
    }

    private JdbcClient.StatementSpec ofScope(String scope, String condition) {
        return jdbc.sql(OF_SCOPE + condition)
                .param("namespace", Namespace.current())
                .param("scope", scope);
    }

    private ConfigurationRevision revision(ResultSet row, int number) throws SQLException {
        return new ConfigurationRevision(
                row.getLong("revision"),
                json.read(row.getString("values"), VALUES),
                row.getString("author"),
                row.getString("reason"),
                row.getTimestamp("changed_at").toInstant());
    }
}
