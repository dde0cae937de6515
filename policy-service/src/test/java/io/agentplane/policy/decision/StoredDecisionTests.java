package io.agentplane.policy.decision;

import static io.agentplane.platform.test.Filled.filled;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.policy.PolicyStage;
import io.agentplane.policy.engine.LoggedMatch;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import io.agentplane.policy.evaluation.AgentState;
import io.agentplane.policy.evaluation.KeptDecision;
import io.agentplane.policy.evaluation.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A decision, and what was known when it was made, are kept as they were. */
class StoredDecisionTests extends PolicyStage {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

    @Autowired
    private DecisionQueries decisions;

    @Autowired
    private DecisionLog log;

    @Autowired
    private AgentQueries agents;

    private final String namespace = "stored-" + UUID.randomUUID();

    @Test
    void keepsEveryFieldOfADecision() {
        Map<String, @Nullable Object> context = new HashMap<>(Map.of("cost", 0.1, "payment", Map.of("to", "a")));
        context.put("nothing", null);
        context.put("list", Arrays.asList(1, null, "x"));
        KeptDecision decision = filled(new KeptDecision(
                UuidCreator.getTimeOrderedEpoch(),
                NOON,
                namespace,
                "agent-1",
                "pay",
                "shop",
                Outcome.REQUIRE_APPROVAL,
                "policy-1",
                UUID.randomUUID(),
                List.of(new LoggedMatch("policy-2", PolicyAction.LOG_ONLY, PolicyMode.SHADOW)),
                context,
                Map.of("id", "agent-1", "tags", Map.of("team", "blue"))));

        decisions.insert(List.of(decision));

        Namespace.run(
                namespace,
                () -> assertThat(log.list(new DecisionSearch(null, null, null, null, null, null, null, 1))
                                .items())
                        .containsExactly(decision));
    }

    @Test
    void keepsEveryAttributeOfAnAgent() {
        AgentState agent = filled(new AgentState(
                UUID.randomUUID().toString(),
                "translator",
                "1.0.0",
                "docs-team",
                "specialist",
                "languages",
                List.of("translate"),
                Map.of("team", "docs"),
                "ACTIVE"));

        agents.store(agent, namespace, 1);

        assertThat(agents.attributes(namespace, List.of(agent.id()))).isEqualTo(Map.of(agent.id(), agent.attributes()));
    }
}
