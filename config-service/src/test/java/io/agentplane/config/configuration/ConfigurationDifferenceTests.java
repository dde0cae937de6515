package io.agentplane.config.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.config.configuration.ConfigurationDifference.Change;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationDifferenceTests {

    @Test
    void namesWhatWasAddedChangedAndRemoved() {
        Layer from = new Layer(
                2, Map.of("model", "small", "maxTokens", 10, "features", Map.of("search", true, "mail", true)));
        Layer to = new Layer(
                5, Map.of("model", "large", "timeout", "PT1M", "features", Map.of("search", false, "mail", true)));

        assertThat(ConfigurationDifference.between(from, to))
                .isEqualTo(new ConfigurationDifference(
                        2,
                        5,
                        List.of(
                                new Change("features.search", true, false),
                                new Change("maxTokens", 10, null),
                                new Change("model", "small", "large"),
                                new Change("timeout", null, "PT1M"))));
    }

    @Test
    void takesEqualNumbersForEqualHoweverTheyAreWritten() {
        Layer from = new Layer(1, Map.of("temperature", 1));
        Layer to = new Layer(2, Map.of("temperature", 1.0));

        assertThat(ConfigurationDifference.between(from, to).changes()).isEmpty();
    }
}
