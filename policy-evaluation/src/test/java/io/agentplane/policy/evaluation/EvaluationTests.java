package io.agentplane.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.policy.engine.AgentPermissions;
import io.agentplane.policy.engine.Policy;
import io.agentplane.policy.engine.PolicyAction;
import io.agentplane.policy.engine.PolicyMode;
import io.agentplane.policy.engine.PolicySet;
import io.agentplane.policy.evaluation.DecisionView.Step;
import io.agentplane.policy.evaluation.EvaluateRequest.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvaluationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final Map<String, Object> KNOWN = new AgentState(
                    "a",
                    "searcher",
                    "1.0.0",
                    "sales",
                    "worker",
                    "search",
                    List.of("search"),
                    Map.of("team", "red"),
                    "ACTIVE")
            .attributes();
    private static final EvaluateRequest PLAIN = new EvaluateRequest("a", "read", "doc", null, Map.of("cost", 1), null);

    private static final PolicySet SALES_STAY_OUT = PolicySet.compile(List.of(policy(Map.of("agent.owner", "sales"))));

    @Test
    void takesTheAgentAsTheRegistryToldOfIt() {
        Evaluation evaluation = Evaluation.explained(PLAIN, KNOWN, SALES_STAY_OUT, NOON);

        assertThat(evaluation.agent()).isSameAs(KNOWN).containsEntry("specialization", "search");
        assertThat(evaluation.outcome()).isEqualTo(Outcome.DENY);
        assertThat(view(evaluation))
                .isEqualTo(new DecisionView(
                        Outcome.DENY,
                        "p",
                        ID,
                        null,
                        List.of(),
                        List.of(new Step("p", "sales stay out", true, null, null))));
        assertThat(view(evaluation).unexplained().explanation()).isNull();
    }

    @Test
    void takesWhatTheAskerSaysBeforeWhatTheRegistryTold() {
        EvaluateRequest request = new EvaluateRequest(
                "a", "read", "doc", new Subject("s", "2", "platform", "guardian", Map.of("team", "blue")), null, null);

        Evaluation evaluation = Evaluation.decided(request, KNOWN, SALES_STAY_OUT, NOON);

        assertThat(evaluation.outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(evaluation.agent())
                .containsEntry("id", "a")
                .containsEntry("owner", "platform")
                .containsEntry("version", "2")
                .containsEntry("specialization", "search");
        assertThat(KNOWN).containsEntry("owner", "sales");
        assertThat(view(evaluation).explanation()).isNull();
    }

    @Test
    void knowsNothingButTheIdOfAStranger() {
        Evaluation evaluation = Evaluation.decided(PLAIN, null, SALES_STAY_OUT, NOON);

        assertThat(evaluation.agent()).isEqualTo(Map.of("id", "a"));
        assertThat(evaluation.outcome()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void knowsIdsInCapitals() {
        String id = "01900000-0000-7000-8000-00000000000a";
        var request = new EvaluateRequest(
                id.toUpperCase(Locale.ROOT), "read", "agents/" + id.toUpperCase(Locale.ROOT), null, null, null);
        for (Map<String, Object> conditions :
                List.<Map<String, Object>>of(Map.of("agent_id", id), Map.of("resource", "agents/" + id))) {
            Evaluation evaluation =
                    Evaluation.decided(request, null, PolicySet.compile(List.of(policy(conditions))), NOON);

            assertThat(evaluation.outcome()).isEqualTo(Outcome.DENY);
            assertThat(evaluation.request().agentId()).isEqualTo(id);
        }
    }

    @Test
    void deniesAStoppedAgentAndSaysWhy() {
        Evaluation evaluation = Evaluation.stopped(PLAIN, KNOWN, "runs wild", NOON);

        assertThat(view(evaluation).policyId()).isEqualTo(KeptDecision.KILL_SWITCH);
        assertThat(view(evaluation).explanation())
                .containsExactly(new Step(KeptDecision.KILL_SWITCH, "runs wild", true, null, null));
        assertThat(evaluation.kept(ID, "default").byPolicies()).isFalse();
    }

    @Test
    void keepsWhatWasAskedAndKnown() {
        KeptDecision kept =
                Evaluation.decided(PLAIN, KNOWN, SALES_STAY_OUT, NOON).kept(ID, "default");

        assertThat(kept)
                .isEqualTo(new KeptDecision(
                        ID,
                        NOON,
                        "default",
                        "a",
                        "read",
                        "doc",
                        Outcome.DENY,
                        "p",
                        null,
                        List.of(),
                        Map.of("cost", 1),
                        KNOWN));
    }

    @Test
    void deniesWhatNoPermissionOfTheAgentCovers() {
        Evaluation evaluation = Evaluation.uncovered(PLAIN, KNOWN, NOON);

        assertThat(view(evaluation).decision()).isEqualTo(Outcome.DENY);
        assertThat(view(evaluation).policyId()).isEqualTo(AgentPermissions.ID);
        assertThat(evaluation.kept(ID, "default").byPolicies()).isFalse();
    }

    @Test
    void answersWhatPeopleHaveSaid() {
        UUID approval = UUID.fromString("01900000-0000-7000-8000-000000000009");
        Evaluation evaluation = Evaluation.explained(PLAIN, KNOWN, SALES_STAY_OUT, NOON);

        DecisionView view = evaluation.view(evaluation.kept(ID, "default").by(approval, Outcome.ALLOW));

        assertThat(view.decision()).isEqualTo(Outcome.ALLOW);
        assertThat(view.approvalId()).isEqualTo(approval);
        assertThat(view.explanation()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void isTheDefaultOfANamespace(Outcome outcome) {
        assertThat(Outcome.of(outcome.decision())).isEqualTo(outcome);
    }

    private static DecisionView view(Evaluation evaluation) {
        return evaluation.view(evaluation.kept(ID, "default"));
    }

    private static Policy policy(Map<String, Object> conditions) {
        return new Policy(
                "p", "sales stay out", conditions, PolicyAction.DENY, 0, true, PolicyMode.ENFORCE, Instant.EPOCH);
    }
}
