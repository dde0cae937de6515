package io.agentplane.policy.policy;

import static io.agentplane.platform.test.Filled.filled;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.platform.test.JsonColumns;
import io.agentplane.platform.web.Pages;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import io.agentplane.policy.policy.PolicyEvent.PolicyChanged;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A policy is kept as it was given, whichever release has written it. */
class StoredPolicyTests extends PolicyStage {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

    @Autowired
    private EntityManager entities;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private StoredJson json;

    @Autowired
    private Pages pages;

    @Autowired
    private PolicySetQueries sets;

    private final String namespace = "stored-" + UUID.randomUUID();

    @Test
    void keepsEveryFieldOfAPolicy() {
        JsonColumns.requireKept(entities, this::inTransaction, policy());
    }

    @Test
    void compilesThePolicyThatWasStored() {
        StoredPolicy policy = policy();
        inTransaction(() -> entities.persist(policy));
        sets.advance(namespace);

        Policy compiled = sets.policies(namespace).policies().getFirst();

        assertThat(compiled).isEqualTo(policy.compilable());
    }

    @Test
    void keepsEveryFieldOfAVersion() {
        PolicyView view = filled(new PolicyView(
                UUID.randomUUID(),
                "dear",
                "Asks about what is dear",
                conditions(),
                "context.cost > 5",
                PolicyAction.REQUIRE_APPROVAL,
                7,
                true,
                PolicyMode.SHADOW,
                List.of(test()),
                terms(),
                NOON,
                NOON,
                true,
                3));
        var versions = new PolicyVersions(jdbc, json, pages, Clock.systemUTC());

        inTransaction(() -> versions.keep(new PolicyChanged(view, namespace)));

        inTransaction(() -> assertThat(versions.list(view.id(), null, 1).items())
                .extracting(PolicyVersionView::policy)
                .containsExactly(view));
    }

    @Test
    void readsAPolicyThatAnEarlierReleaseHasWritten() {
        StoredPolicy policy = policy();
        inTransaction(() -> entities.persist(policy));
        jdbc.sql("""
                UPDATE policy SET
                    approval = CAST('{"roles":["AUDITOR"],"required":2,"expiresIn":7200.000000000,
                        "usableFor":600.000000000}' AS jsonb),
                    tests = CAST('[{"name":"dear","agent":{"id":"a"},"action":"pay","context":{"cost":7.5},
                        "time":1767268800.123456000,"matches":true}]' AS jsonb)
                WHERE id = :id
                """).param("id", policy.getId()).update();

        inTransaction(() -> {
            StoredPolicy read = entities.find(StoredPolicy.class, policy.getId());
            assertThat(read.approvalTerms())
                    .isEqualTo(new ApprovalTerms(List.of("AUDITOR"), 2, Duration.ofHours(2), Duration.ofMinutes(10)));
            assertThat(read.tests())
                    .containsExactly(
                            new PolicyTest("dear", Map.of("id", "a"), "pay", null, Map.of("cost", 7.5), NOON, true));
        });
    }

    private void inTransaction(Runnable work) {
        Namespace.run(namespace, () -> transaction.executeWithoutResult(status -> work.run()));
    }

    private static StoredPolicy policy() {
        return new StoredPolicy(
                UUID.randomUUID(),
                new WritePolicyRequest(
                        "dear",
                        "Asks about what is dear",
                        conditions(),
                        "context.cost > 5",
                        PolicyAction.REQUIRE_APPROVAL,
                        7,
                        true,
                        PolicyMode.SHADOW,
                        List.of(test()),
                        terms()),
                NOON);
    }

    private static Map<String, Object> conditions() {
        return Map.of(
                "cost_exceeds",
                0.1,
                "action",
                List.of("pay", "buy"),
                "agent_tags",
                Map.of("team", "blue"),
                "limit",
                9_007_199_254_740_993L,
                "urgent",
                true);
    }

    private static ApprovalTerms terms() {
        return new ApprovalTerms(List.of("AUDITOR"), 2, Duration.ofMillis(1500), Duration.ofDays(2));
    }

    private static PolicyTest test() {
        Map<String, Object> context = new HashMap<>(Map.of("cost", 7.5));
        context.put("nothing", null);
        return new PolicyTest("dear", Map.of("id", "a", "level", 3), "pay", "shop", context, NOON, true);
    }
}
