package io.agentplane.config.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffectiveConfigurationTests {

    @Test
    void isBuiltInWhereNobodySetsAnything() {
        EffectiveConfiguration effective = EffectiveConfiguration.of(Map.of(), Map.of());

        assertThat(effective.values())
                .containsExactly(
                        entry("maxRetries", 3),
                        entry("maxTokens", 4096),
                        entry("rateLimitRpm", 60),
                        entry("temperature", 0.7),
                        entry("timeout", "PT30S"));
        assertThat(effective.sources().values()).containsOnly("built-in");
    }

    @Test
    void takesEachFieldFromTheUppermostLayerThatSetsIt() {
        EffectiveConfiguration effective = EffectiveConfiguration.of(
                Map.of("temperature", 0.2, "maxTokens", 100), Map.of("temperature", 1.5, "model", "large"));

        assertThat(effective.values())
                .containsEntry("temperature", 1.5)
                .containsEntry("maxTokens", 100)
                .containsEntry("maxRetries", 3)
                .containsEntry("model", "large");
        assertThat(effective.sources())
                .containsOnly(
                        entry("temperature", "agent"),
                        entry("maxTokens", "defaults"),
                        entry("maxRetries", "built-in"),
                        entry("timeout", "built-in"),
                        entry("rateLimitRpm", "built-in"),
                        entry("model", "agent"));
    }

    @Test
    void laysMembersOfObjectsOneByOneButListsWhole() {
        EffectiveConfiguration effective = EffectiveConfiguration.of(
                Map.of(
                        "features", Map.of("search", true, "mail", true),
                        "blockedTools", List.of("shell", "browser"),
                        "extra", Map.of("team", "blue")),
                Map.of("features", Map.of("mail", false), "blockedTools", List.of("mailer")));

        assertThat(effective.values())
                .containsEntry("features", Map.of("search", true, "mail", false))
                .containsEntry("blockedTools", List.of("mailer"))
                .containsEntry("extra", Map.of("team", "blue"));
        assertThat(effective.sources())
                .containsEntry("features.search", "defaults")
                .containsEntry("features.mail", "agent")
                .containsEntry("blockedTools", "agent")
                .containsEntry("extra.team", "defaults")
                .doesNotContainKey("features");
    }
}
