package io.agentplane.policy.policy;

import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.PageRows;
import io.agentplane.platform.web.Pages;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What each policy was, written in the transaction of the change. */
@Service
class PolicyVersions {

    private static final String NOBODY = "agentplane";
    private static final String VERSIONS = """
            SELECT revision, at, changed_by, deleted, policy FROM policy_version
            WHERE namespace = :namespace AND policy_id = :policy AND revision < :before
            ORDER BY revision DESC LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final StoredJson json;
    private final Pages pages;
    private final Clock clock;

    PolicyVersions(JdbcClient jdbc, StoredJson json, Pages pages, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.pages = pages;
        this.clock = clock;
    }

    @EventListener
    void keep(PolicyEvent change) {
        jdbc.sql("""
                INSERT INTO policy_version (namespace, policy_id, revision, at, changed_by, deleted, policy)
                VALUES (:namespace, :policy, :revision, :at, :changedBy, :deleted, CAST(:state AS jsonb))
                """)
                .param("namespace", change.namespace())
                .param("policy", change.state().id())
                .param("revision", change.revision())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("changedBy", Caller.find().map(Caller::name).orElse(NOBODY))
                .param("deleted", change.state().deleted() != null)
                .param("state", json.write(change.state()))
                .update();
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    Page<PolicyVersionView> list(UUID policy, @Nullable Long before, int limit) {
        Page<PolicyVersionView> versions = pages.fill(
                PageRows.stream(
                        jdbc.sql(VERSIONS)
                                .param("namespace", Namespace.current())
                                .param("policy", policy)
                                .param("before", Objects.requireNonNullElse(before, Long.MAX_VALUE)),
                        limit,
                        (row, number) -> new PolicyVersionView(
                                row.getLong("revision"),
                                row.getTimestamp("at").toInstant(),
                                row.getString("changed_by"),
                                row.getBoolean("deleted") ? true : null,
                                json.read(row.getString("policy"), PolicyView.class))),
                limit,
                version -> Long.toString(version.revision()));
        if (versions.items().isEmpty() && before == null) {
            throw PolicyProblem.POLICY_NOT_FOUND.because("There is no policy with this id");
        }
        return versions;
    }
}
