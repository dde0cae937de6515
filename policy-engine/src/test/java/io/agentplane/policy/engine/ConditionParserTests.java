package io.agentplane.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionParserTests {

    static Stream<Arguments> illTyped() {
        return Stream.of(
                Arguments.of("cost_exceeds", "1.0"),
                Arguments.of("cost_exceeds", null),
                Arguments.of("cost_below", true),
                Arguments.of("cost_below", Double.NaN),
                Arguments.of("resource_prefix", 1),
                Arguments.of("resource_prefix", ""),
                Arguments.of("region_in", "eu"),
                Arguments.of("region_in", List.of()),
                Arguments.of("region", List.of()),
                Arguments.of("region_in", List.of(List.of("eu"))),
                Arguments.of("region_in", Arrays.asList("eu", null)),
                Arguments.of("region", null),
                Arguments.of("region", new StringBuilder("eu")),
                Arguments.of("agent_tags", Map.of()),
                Arguments.of("action", 1),
                Arguments.of("action_exceeds", 1),
                Arguments.of("resource_in", List.of("a", 1)),
                Arguments.of("agent_id", true),
                Arguments.of("action.verb", "write"),
                Arguments.of("agent_id.prefix", "a"),
                Arguments.of("agent", "coder-1"),
                Arguments.of("_exceeds", 1),
                Arguments.of("", "x"),
                Arguments.of("a..b", "x"),
                Arguments.of("payment.", "x"));
    }

    @ParameterizedTest
    @MethodSource("illTyped")
    void refusesWhatCannotBeMeantAndNamesTheKey(String key, @Nullable Object expected) {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> parse(Collections.singletonMap(key, expected)))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo(key))
                .satisfies(refusal -> assertThat(refusal.policyId()).isEqualTo("p"))
                .satisfies(refusal -> assertThat(refusal.reason()).isNotBlank());
    }

    @Test
    void namesTheKeyInsideAnObject() {
        assertRefused("agent_tags.limits.tier", Map.of("agent_tags", Map.of("limits", Map.of("tier", List.of()))));
        assertRefused("action.verb", Map.of("action", Map.of("verb", "write")));
    }

    @Test
    void ordersConditionsByTheirKeysSoThatEveryoneExplainsAlike() {
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("z", 1);
        conditions.put("cost_exceeds", 1);
        conditions.put("a", 1);

        assertThat(parse(conditions)).extracting(Condition::key).containsExactly("a", "cost_exceeds", "z");
    }

    @Test
    void boundsTheNumberOfConditionsInAndOutsideObjects() {
        assertAccepted(Map.of("labels", numbered(ConditionParser.MAX_CONDITIONS)));
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> parse(Map.of("labels", numbered(ConditionParser.MAX_CONDITIONS + 1))))
                .withMessageContaining("at most 64 conditions");
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> parse(numbered(ConditionParser.MAX_CONDITIONS + 1)));
    }

    @Test
    void boundsTheDepthOfObjectsAndOfDottedKeys() {
        assertAccepted(Map.of("a.b.c.d.e.f.g.h", 1));
        assertRefused("a.b.c.d.e.f.g.h.i", Map.of("a.b.c.d.e.f.g.h.i", 1));
        assertRefused("a.b.c.d.e.f.g.h.i", Map.of("a.b.c.d.e.f.g", Map.of("h", Map.of("i", 1))));

        Map<String, Object> bottomless = new HashMap<>();
        bottomless.put("x", bottomless);
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> parse(Map.of("a", bottomless)))
                .withMessageContaining("at most 8 objects deep");
    }

    @Test
    void boundsTheSizeOfLists() {
        List<Object> values =
                new ArrayList<>(numbered(ConditionParser.MAX_LIST_SIZE).keySet());
        assertAccepted(Map.of("region_in", values));
        values.add("one more");
        assertRefused("region_in", Map.of("region_in", values));
        assertRefused("region", Map.of("region", values));
    }

    @Test
    void boundsTheLengthOfStrings() {
        String longest = "x".repeat(ConditionParser.MAX_STRING_LENGTH);
        String longer = longest + "x";
        assertAccepted(Map.of("region", longest, "region_prefix", longest, "region_in", List.of(longest)));
        assertRefused("region", Map.of("region", longer));
        assertRefused("region_prefix", Map.of("region_prefix", longer));
        assertRefused("region_in", Map.of("region_in", List.of(longer)));
    }

    @Test
    void cutsOffAKeyThatIsTooLong() {
        String longer = "x".repeat(ConditionParser.MAX_STRING_LENGTH + 1);
        assertRefused("x".repeat(64) + "...", Map.of(longer, 1));
        assertRefused("labels." + "x".repeat(57) + "...", Map.of("labels", Map.of(longer, 1)));
    }

    private static Map<String, Object> numbered(int size) {
        Map<String, Object> entries = new HashMap<>();
        IntStream.range(0, size).forEach(number -> entries.put("k" + number, number));
        return entries;
    }

    private static List<Condition> parse(Map<String, Object> conditions) {
        return ConditionParser.parse(PolicyFixtures.policy("p", PolicyAction.DENY, conditions));
    }

    private static void assertAccepted(Map<String, Object> conditions) {
        assertThatCode(() -> parse(conditions)).doesNotThrowAnyException();
    }

    private static void assertRefused(String key, Map<String, Object> conditions) {
        assertThatExceptionOfType(InvalidPolicyException.class)
                .isThrownBy(() -> parse(conditions))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo(key));
    }
}
