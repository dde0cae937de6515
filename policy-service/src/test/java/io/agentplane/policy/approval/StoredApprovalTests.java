package io.agentplane.policy.approval;

import static io.agentplane.platform.test.Filled.filled;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.approval.ApprovalView.Comment;
import io.agentplane.policy.approval.ApprovalView.Vote;
import io.agentplane.policy.policy.ApprovalTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An approval is kept with all that was said on it. */
class StoredApprovalTests extends PolicyStage {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

    @Autowired
    private ApprovalQueries approvals;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private StoredJson json;

    private final String namespace = "stored-" + UUID.randomUUID();

    @Test
    void keepsTermsVotesCommentsAndTheRequest() {
        Map<String, @Nullable Object> context = new HashMap<>(Map.of("cost", 0.1, "payment", Map.of("to", "a")));
        context.put("nothing", null);
        ApprovalTerms terms =
                filled(new ApprovalTerms(List.of("AUDITOR"), 2, Duration.ofMillis(1500), Duration.ofDays(2)));
        Vote vote = filled(new Vote("p-1", "alice", true, "fine", NOON));
        Comment comment = filled(new Comment("p-1", "alice", "Is it?", NOON));
        UUID id = open(context, terms);

        Namespace.run(namespace, () -> {
            approvals
                    .vote(id, List.of(vote), ApprovalStatus.PENDING, Duration.ofMinutes(1))
                    .orElseThrow();
            approvals.comment(id, List.of(comment));
            ApprovalView read = approvals.find(id).orElseThrow();
            assertThat(read.context()).isEqualTo(context);
            assertThat(read.terms()).isEqualTo(terms);
            assertThat(read.votes()).containsExactly(vote);
            assertThat(read.comments()).containsExactly(comment);
            assertThat(json.read(json.writeBytes(read), ApprovalView.class)).isEqualTo(read);
        });
    }

    /** As {@code open} does, which needs a caller. */
    private UUID open(Map<String, ?> context, ApprovalTerms terms) {
        UUID id = UUID.randomUUID();
        var question =
                new ApprovalQuestion(UUID.randomUUID(), "agent-1", "pay", "shop", context, UUID.randomUUID(), null);
        var canonical = CanonicalRequest.of(question);
        jdbc.sql("""
                INSERT INTO approval (
                    id, namespace, digest, policy_id, decision_id, agent_id, action, resource, context, requester_id,
                    requester, terms, status, votes, comments, opened_at, expires_at, revision)
                VALUES (:id, :namespace, :digest, :policy, :decision, 'agent-1', 'pay', 'shop', CAST(:context AS json),
                    'p-2', 'bob', CAST(:terms AS jsonb), 'PENDING', '[]', '[]', now(), now() + interval '1 hour', 1)
                """)
                .param("id", id)
                .param("namespace", namespace)
                .param("digest", canonical.digest())
                .param("policy", question.policyId())
                .param("decision", question.decisionId())
                .param("context", canonical.context())
                .param("terms", json.write(terms))
                .update();
        return id;
    }
}
