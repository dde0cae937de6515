package io.agentplane.config.prompt;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The versions of the present namespace's prompts. Rows are added and read, never changed. */
@Repository
class PromptVersionQueries {

    private static final TypeReference<Map<String, @Nullable Object>> CONFIG = new TypeReference<>() {};

    private static final String OF_PROMPT = """
            SELECT prompt_version.*, prompt.name
            FROM prompt_version JOIN prompt ON prompt.id = prompt_version.prompt_id
            WHERE prompt_version.namespace = :namespace AND prompt_id = :prompt
            """;

    private final JdbcClient jdbc;
    private final StoredJson json;

    PromptVersionQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void append(PromptVersion version) {
        jdbc.sql("""
                INSERT INTO prompt_version
                    (prompt_id, version, namespace, content, config, author, reason, previous_version, created_at)
                VALUES (:prompt, :version, :namespace, :content, :config::jsonb, :author, :reason, :previous, :createdAt)
                """)
                .param("prompt", version.promptId())
                .param("version", version.version())
                .param("namespace", Namespace.current())
                .param("content", version.content())
                .param("config", json.write(version.config()))
                .param("author", version.author())
                .param("reason", version.reason())
                .param("previous", version.previousVersion())
                .param("createdAt", Timestamp.from(version.createdAt()))
                .update();
    }

    Optional<PromptVersion> find(UUID prompt, int version) {
        return ofPrompt(prompt, "AND version = :version")
                .param("version", version)
                .query(this::version)
                .optional();
    }

    /** The newest first, older than {@code before} when that is given. */
    List<PromptVersion> list(UUID prompt, @Nullable Long before, int limit) {
        return ofPrompt(prompt, "AND version < :before ORDER BY version DESC LIMIT :limit")
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", limit)
                .query(this::version)
                .list();
    }

    private JdbcClient.StatementSpec ofPrompt(UUID prompt, String condition) {
        return jdbc.sql(OF_PROMPT + condition)
                .param("namespace", Namespace.current())
                .param("prompt", prompt);
    }

    private PromptVersion version(ResultSet row, int number) throws SQLException {
        return new PromptVersion(
                row.getObject("prompt_id", UUID.class),
                row.getString("name"),
                row.getInt("version"),
                row.getString("content"),
                json.read(row.getString("config"), CONFIG),
                row.getString("author"),
                row.getString("reason"),
                row.getObject("previous_version", Integer.class),
                row.getTimestamp("created_at").toInstant());
    }
}
