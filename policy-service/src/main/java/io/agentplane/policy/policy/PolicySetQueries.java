package io.agentplane.policy.policy;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/** The policies of whole namespaces, for compiling, and the number that grows whenever one of them changes. */
@Repository
class PolicySetQueries {

    private static final TypeReference<Map<String, Object>> CONDITIONS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final StoredJson json;

    PolicySetQueries(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Numbers the namespace's set anew; holds back other changes in the namespace until this one is committed. */
    @Transactional
    void advance(String namespace) {
        jdbc.sql("""
                INSERT INTO policy_set AS known (namespace, revision) VALUES (:namespace, 1)
                ON CONFLICT (namespace) DO UPDATE SET revision = known.revision + 1
                """).param("namespace", namespace).update();
    }

    /** How many policies the present namespace has; exact once its set is numbered anew, which lets no other change by. */
    long count() {
        return jdbc.sql("SELECT count(*) FROM policy WHERE namespace = :namespace")
                .param("namespace", Namespace.current())
                .query(Long.class)
                .single();
    }

    /** The present number of every namespace that ever had a policy. */
    @Transactional(propagation = Propagation.REQUIRES_NEW, readOnly = true)
    Map<String, Long> revisions() {
        Map<String, Long> revisions = new HashMap<>();
        jdbc.sql("SELECT namespace, revision FROM policy_set").query(row -> {
            revisions.put(row.getString("namespace"), row.getLong("revision"));
        });
        return revisions;
    }

    /** A namespace's policies and their number, both as of one moment. */
    @Transactional(propagation = Propagation.REQUIRES_NEW, readOnly = true)
    NumberedPolicies policies(String namespace) {
        var revision = new long[1];
        @Nullable String[] otherwise = new String[1];
        List<Policy> policies = new ArrayList<>();
        jdbc.sql("""
                SELECT policy_set.revision AS set_revision, default_decision.decision AS otherwise, policy.*
                FROM policy_set LEFT JOIN default_decision USING (namespace) LEFT JOIN policy USING (namespace)
                WHERE namespace = :namespace
                """).param("namespace", namespace).query(row -> {
            revision[0] = row.getLong("set_revision");
            otherwise[0] = row.getString("otherwise");
            if (row.getString("id") != null) {
                policies.add(policy(row));
            }
        });
        return new NumberedPolicies(revision[0], policies, DefaultDecision.of(otherwise[0]));
    }

    private Policy policy(ResultSet row) throws SQLException {
        return new Policy(
                row.getString("id"),
                row.getString("name"),
                json.read(row.getString("conditions"), CONDITIONS),
                row.getString("expression"),
                PolicyAction.valueOf(row.getString("action")),
                row.getInt("priority"),
                row.getBoolean("enabled"),
                PolicyMode.valueOf(row.getString("mode")),
                row.getTimestamp("created_at").toInstant());
    }

    /** @param otherwise what holds where none of them decides */
    record NumberedPolicies(long revision, List<Policy> policies, DefaultDecision otherwise) {}
}
