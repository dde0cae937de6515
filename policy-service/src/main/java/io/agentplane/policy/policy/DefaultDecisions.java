package io.agentplane.policy.policy;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.web.Revision;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What holds in each namespace where no policy decides. */
@Service
class DefaultDecisions {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    DefaultDecisions(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @Transactional(readOnly = true)
    DefaultDecisionView get() {
        return find("");
    }

    @Transactional
    DefaultDecisionView change(DefaultDecision decision, Revision read) {
        String namespace = Namespace.current();
        jdbc.sql("""
                INSERT INTO default_decision (namespace, decision, revision) VALUES (:namespace, 'ALLOW', 0)
                ON CONFLICT DO NOTHING
                """).param("namespace", namespace).update();
        DefaultDecisionView current = find("FOR UPDATE");
        read.requireCurrent(current.revision());
        var changed = new DefaultDecisionView(decision, current.revision() + 1);
        jdbc.sql("""
                UPDATE default_decision SET decision = :decision, revision = :revision
                WHERE namespace = :namespace
                """)
                .param("decision", decision.name())
                .param("revision", changed.revision())
                .param("namespace", namespace)
                .update();
        events.publishEvent(new DefaultDecisionChanged(changed, namespace));
        return changed;
    }

    private DefaultDecisionView find(String lock) {
        return jdbc.sql("SELECT decision, revision FROM default_decision WHERE namespace = :namespace " + lock)
                .param("namespace", Namespace.current())
                .query((row, number) ->
                        new DefaultDecisionView(DefaultDecision.of(row.getString("decision")), row.getLong("revision")))
                .optional()
                .orElseGet(() -> new DefaultDecisionView(DefaultDecision.ALLOW, 0));
    }
}
