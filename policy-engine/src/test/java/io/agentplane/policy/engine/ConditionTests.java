package io.agentplane.policy.engine;

import static io.agentplane.policy.engine.PolicyFixtures.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.policy.engine.Decision.Deny;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a condition asks, each case through a policy set of one policy. */
class ConditionTests {

    private static final Map<String, Object> CONTEXT = Map.of(
            "cost",
            1.5,
            "retries",
            3,
            "urgent",
            true,
            "region",
            "eu-west",
            "scopes",
            List.of("read", "write"),
            "payment",
            Map.of("currency", "EUR", "amount", new BigDecimal("99.90")),
            "a.b",
            "flat");

    @Test
    void equalsByValueWhateverTheNumberType() {
        assertThat(matches("retries", 3.0)).isTrue();
        assertThat(matches("retries", new BigDecimal("3.00"))).isTrue();
        assertThat(matches("cost", new BigDecimal("1.50"))).isTrue();
        assertThat(matches("retries", 4)).isFalse();
        assertThat(matches("urgent", true)).isTrue();
        assertThat(matches("region", "eu-west")).isTrue();
    }

    @Test
    void neverTakesAStringForANumberOrABoolean() {
        assertThat(matches("retries", "3")).isFalse();
        assertThat(matches("urgent", "true")).isFalse();
        assertThat(matches("region_exceeds", 0)).isFalse();
        assertThat(matches("retries_prefix", "3")).isFalse();
    }

    @Test
    void namesThePartsOfTheRequest() {
        assertThat(matches("action", "write")).isTrue();
        assertThat(matches("action", "read")).isFalse();
        assertThat(matches("resource", "database/production")).isTrue();
        assertThat(matches("agent_id", "coder-1")).isTrue();
        assertThat(matches("agent_id_prefix", "coder-")).isTrue();
        assertThat(matches("agent.role", "worker")).isTrue();
        assertThat(matches("agent_tags.team", "payments")).isTrue();
        assertThat(matches("agent.tags.limits.tier_below", 3)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "agent_id, 01900000-ABCD-7000-8000-00000000000F",
        "agent_id_in, 01900000-Abcd-7000-8000-00000000000f",
        "agent_id_prefix, 01900000-ABCD",
        "agent_id_prefix, 019",
    })
    void knowsAnAgentHoweverItsIdIsSpelled(String key, String spelled) {
        Object expected = key.endsWith("_in") ? List.of("coder-1", spelled) : spelled;
        var set = PolicySet.compile(List.of(PolicyFixtures.policy("p", PolicyAction.DENY, Map.of(key, expected))));

        assertThat(set.decide(askedBy("01900000-abcd-7000-8000-00000000000f"))).isInstanceOf(Deny.class);
        assertThat(set.decide(askedBy("11900000-abcd-7000-8000-00000000000f"))).isNotInstanceOf(Deny.class);
    }

    @Test
    void knowsIdsInResourcesHoweverTheyAreSpelled() {
        String id = "01900000-abcd-7000-8000-00000000000f";
        for (String key : List.of("resource", "resource_in", "resource_prefix")) {
            for (String resource : List.of("agents/%s", "agents/%s*", "agent%s")) {
                String spelled = resource.formatted(id.toUpperCase(Locale.ROOT));
                Object expected = key.endsWith("_in") ? List.of(spelled) : spelled;
                if (key.endsWith("_prefix") && spelled.endsWith("*")) {
                    continue;
                }
                var set = PolicySet.compile(
                        List.of(PolicyFixtures.policy("p", PolicyAction.DENY, Map.of(key, expected))));

                assertThat(set.decide(about(resource.formatted(id).replace("*", "/x"))))
                        .as(key + " " + expected)
                        .isInstanceOf(Deny.class);
            }
        }
    }

    private static DecisionRequest about(String resource) {
        return new DecisionRequest(Map.of("id", "a"), "read", resource, Map.of(), PolicyFixtures.NOW);
    }

    private static DecisionRequest askedBy(String agent) {
        return new DecisionRequest(Map.of("id", agent), "read", null, Map.of(), PolicyFixtures.NOW);
    }

    @Test
    void comparesStrictly() {
        assertThat(matches("cost_exceeds", 1.4)).isTrue();
        assertThat(matches("cost_exceeds", 1.5)).isFalse();
        assertThat(matches("cost_below", 2)).isTrue();
        assertThat(matches("cost_below", 1.5)).isFalse();
        assertThat(matches("payment.amount_exceeds", 99.89)).isTrue();
        assertThat(matches("payment.amount_exceeds", 99.9)).isFalse();
    }

    @Test
    void comparesThePrefixOfAString() {
        assertThat(matches("resource_prefix", "database/")).isTrue();
        assertThat(matches("resource_prefix", "Database/")).isFalse();
        assertThat(matches("region_prefix", "eu-west-1")).isFalse();
    }

    @Test
    void takesAStarInAResourceForAnyCharacters() {
        assertThat(matches("resource", "database/*")).isTrue();
        assertThat(matches("resource", "*")).isTrue();
        assertThat(matches("resource", "*/production")).isTrue();
        assertThat(matches("resource", "*base*prod*")).isTrue();
        assertThat(matches("resource", "database*/production")).isTrue();
        assertThat(matches("resource", "data*database/production")).isFalse();
        assertThat(matches("resource", "database/production*production")).isFalse();
        assertThat(matches("resource", "*prod*base*")).isFalse();
        assertThat(matches("resource", "database/prod")).isFalse();
        assertThat(matches("resource_in", List.of("files/*", "*/production"))).isTrue();
        assertThat(matches("resource", List.of("files/*", "database/production")))
                .isTrue();
        assertThat(matches("resource", List.of("files/*", "database"))).isFalse();
        assertThat(matches("region", "eu-*")).isFalse();
    }

    @Test
    void takesAListForMembership() {
        assertThat(matches("region_in", List.of("us-east", "eu-west"))).isTrue();
        assertThat(matches("region", List.of("us-east", "eu-west"))).isTrue();
        assertThat(matches("region_in", List.of("us-east"))).isFalse();
        assertThat(matches("retries_in", List.of(1, 3.0))).isTrue();
    }

    @Test
    void findsAValueAmongTheElementsOfAListAttribute() {
        assertThat(matches("scopes", "write")).isTrue();
        assertThat(matches("scopes_in", List.of("delete", "write"))).isTrue();
        assertThat(matches("scopes", "delete")).isFalse();
        assertThat(matches("scopes_prefix", "wri")).isFalse();
    }

    @Test
    void matchesAnObjectThatIsContained() {
        assertThat(matches("agent_tags", Map.of("team", "payments"))).isTrue();
        assertThat(matches("agent_tags", Map.of("team", "payments", "limits", Map.of("tier", 2))))
                .isTrue();
        assertThat(matches("agent_tags", Map.of("team", List.of("payments", "risk"))))
                .isTrue();
        assertThat(matches("agent_tags", Map.of("team", "payments", "zone", "eu")))
                .isFalse();
        assertThat(matches("payment", Map.of("currency", "EUR"))).isTrue();
        assertThat(matches("region", Map.of("name", "eu-west"))).isFalse();
    }

    @Test
    void takesTheNamesInsideAnObjectLiterally() {
        var request = request(
                "write",
                "x",
                Map.of("labels", Map.of("app.kubernetes.io/name", "shop", "size_in", "cm", "app", Map.of("b", 1))));

        assertThat(matches(Map.of("labels", Map.of("app.kubernetes.io/name", "shop", "size_in", "cm")), request))
                .isTrue();
        assertThat(matches(Map.of("labels", Map.of("app.b", 1)), request)).isFalse();
        assertThat(matches(Map.of("labels.app.b", 1), request)).isTrue();
    }

    @Test
    void stepsIntoAnObjectAtEachDotAndNowhereElse() {
        assertThat(matches("payment.currency", "EUR")).isTrue();
        assertThat(matches("region.name", "eu-west")).isFalse();
        assertThat(matches("a.b", "flat")).isFalse();
    }

    @Test
    void neverMatchesAMissingOrNullAttribute() {
        assertThat(matches("missing", "x")).isFalse();
        assertThat(matches("missing_exceeds", -1)).isFalse();
        assertThat(matches("missing_below", 1)).isFalse();
        assertThat(matches("missing_in", List.of(0, "", false))).isFalse();
        assertThat(matches("agent_tags.missing", "x")).isFalse();
        var withNulls = request("write", "x", Collections.singletonMap("cost", null));
        assertThat(matches(Map.of("cost_below", 1), withNulls)).isFalse();
        assertThat(matches(Map.of("cost", 0), withNulls)).isFalse();
        var nullElement = request("write", "x", Map.of("scopes", Arrays.asList(null, "write")));
        assertThat(matches(Map.of("scopes", "write"), nullElement)).isTrue();
        var noResource = new DecisionRequest(Map.of("id", "coder-1"), "write", null, Map.of(), PolicyFixtures.NOW);
        assertThat(matches(Map.of("resource_prefix", "database/"), noResource)).isFalse();
        assertThat(matches(Map.of("resource", "x"), noResource)).isFalse();
    }

    @Test
    void neverMatchesAnAttributeThatJsonCouldNotHold() {
        var request = request("write", "x", Map.of("cost", Double.NaN, "region", new StringBuilder("eu")));

        assertThat(matches(Map.of("cost_exceeds", 0), request)).isFalse();
        assertThat(matches(Map.of("cost_below", 0), request)).isFalse();
        assertThat(matches(Map.of("region", "eu"), request)).isFalse();
    }

    @Test
    void asksAllConditionsOfAPolicy() {
        var request = request("write", "database/production", CONTEXT);

        assertThat(matches(Map.of("action", "write", "cost_exceeds", 1, "region", "eu-west"), request))
                .isTrue();
        assertThat(matches(Map.of("action", "write", "cost_exceeds", 2, "region", "eu-west"), request))
                .isFalse();
    }

    private static boolean matches(String key, Object expected) {
        return matches(Map.of(key, expected), request("write", "database/production", CONTEXT));
    }

    private static boolean matches(Map<String, Object> conditions, DecisionRequest request) {
        var policy = PolicyFixtures.policy("p", PolicyAction.DENY, conditions);
        return PolicySet.compile(List.of(policy)).decide(request) instanceof Deny;
    }
}
