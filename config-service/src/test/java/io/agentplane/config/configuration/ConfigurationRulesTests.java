package io.agentplane.config.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.problem.FieldFault;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class ConfigurationRulesTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ConfigurationRules rules = new ConfigurationRules(JSON);

    @ParameterizedTest
    @ValueSource(strings = {"{}", """
                {"model":"large","temperature":0,"maxTokens":1,"maxRetries":0,"timeout":"PT1H","rateLimitRpm":1}
                """, """
                {"temperature":2,"maxRetries":20,"timeout":"PT2M51.428S","features":{"search.v2":false}}
                """, """
                {"blockedTools":["shell"],"allowedDomains":["example.com","*.example.org","localhost"],
                 "extra":{"text":"two\\nlines","number":-1.5,"flag":true}}
                """})
    void letsPassWhatIsWithinItsBounds(String layer) {
        assertThat(faults(layer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"temperature":2.1}                     | temperature
                    {"temperature":-0.1}                    | temperature
                    {"temperature":"hot"}                   | temperature
                    {"temperature":1e400}                   | temperature
                    {"maxTokens":0}                         | maxTokens
                    {"maxTokens":1.5}                       | maxTokens
                    {"maxTokens":1e19}                      | maxTokens
                    {"maxRetries":-1e300}                   | maxRetries
                    {"rateLimitRpm":1e308}                  | rateLimitRpm
                    {"maxRetries":21}                       | maxRetries
                    {"timeout":"30s"}                       | timeout
                    {"timeout":"PT"}                        | timeout
                    {"timeout":"P1D"}                       | timeout
                    {"timeout":"PT-1S"}                     | timeout
                    {"timeout":"PT0S"}                      | timeout
                    {"rateLimitRpm":0}                      | rateLimitRpm
                    {"model":""}                            | model
                    {"model":"a\\u0000b"}                   | model
                    {"model":"\\ud800"}                     | model
                    {"features":{"search":"yes"}}           | features.search
                    {"features":[]}                         | features
                    {"features":{"a b":true}}               | features.a b
                    {"blockedTools":["shell","shell"]}      | blockedTools
                    {"blockedTools":["shell",1]}            | blockedTools[1]
                    {"allowedDomains":["https://a.com"]}    | allowedDomains[0]
                    {"allowedDomains":["a..com"]}           | allowedDomains[0]
                    {"extra":{"deep":{"er":1}}}             | extra.deep
                    {"extra":{"text":"\\u0000"}}            | extra.text
                    {"extra":{"number":1e300}}              | extra.number
                    {"colour":"red"}                        | colour
                    """)
    void namesTheFieldThatIsOutOfBounds(String layer, String field) {
        assertThat(faults(layer)).extracting(FieldFault::field).containsOnly(field);
    }

    @Test
    void knowsWholeNumbersHoweverTheyAreWritten() {
        assertThat(rules.withWholeNumbers(
                        Map.of("maxTokens", 5e2, "maxRetries", 1.50, "rateLimitRpm", 10.0, "temperature", 1.0)))
                .containsEntry("maxTokens", BigInteger.valueOf(500))
                .containsEntry("maxRetries", 1.5)
                .containsEntry("rateLimitRpm", BigInteger.TEN)
                .containsEntry("temperature", 1.0);
    }

    @Test
    void namesEveryFaultOnce() {
        assertThat(faults("""
                        {"temperature":3,"maxTokens":0,"colour":"red","timeout":"PT30M"}
                        """))
                .extracting(FieldFault::field)
                .containsExactlyInAnyOrder("temperature", "maxTokens", "colour", "timeout");
    }

    @ParameterizedTest
    @CsvSource({"PT15M, 3, true", "PT15M0.001S, 3, false", "PT1H, 0, true", "PT3M, 20, false", "PT9999H, 20, false"})
    void letsAllAttemptsTogetherTakeAnHour(String timeout, int retries, boolean valid) {
        assertThat(faults("{\"timeout\":\"%s\",\"maxRetries\":%d}".formatted(timeout, retries)))
                .isEqualTo(
                        valid
                                ? List.of()
                                : List.of(new FieldFault(
                                        "timeout", "times the attempts (maxRetries + 1) must be at most one hour")));
    }

    @Test
    void findsWhatOnlyTheLayersTogetherDoWrong() {
        Map<String, Object> overrides = Map.of("maxRetries", 10);

        assertThat(rules.faults(overrides, EffectiveConfiguration.of(Map.of(), overrides)))
                .isEmpty();
        assertThat(rules.faults(overrides, EffectiveConfiguration.of(Map.of("timeout", "PT10M"), overrides)))
                .extracting(FieldFault::field)
                .containsExactly("timeout");
    }

    @Test
    void answersWithAHundredFaultsAtMostAndSurvivesLongTexts() {
        Map<String, Object> hostile = IntStream.range(0, 500)
                .boxed()
                .collect(Collectors.toMap(number -> number + "x".repeat(300), number -> number));

        assertThat(rules.faults(hostile, EffectiveConfiguration.of(Map.of(), hostile)))
                .hasSize(100)
                .allMatch(fault -> fault.field().length() <= 200);
        assertThat(faults("{\"allowedDomains\":[\"" + "a.".repeat(100_000) + "\"]}"))
                .extracting(FieldFault::field)
                .containsOnly("allowedDomains[0]");
    }

    private List<FieldFault> faults(String layer) {
        Map<String, Object> values = JSON.readValue(layer, new TypeReference<>() {});
        return rules.faults(values, EffectiveConfiguration.of(Map.of(), values));
    }
}
