package io.agentplane.platform.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UndetouredTextTests {

    private final UndetouredText rule = new UndetouredText();

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "docs/../secret",
                "docs/./a",
                "../a",
                "docs/..",
                "docs\\..\\secret",
                "docs/%2e%2E/secret",
                "docs/.%2e/secret",
                "docs%2f..%2Fsecret",
                "docs%5C..%5csecret",
                "docs/..;a/secret",
                "docs/%252e%252e/secret",
                "docs/%25252e%25252e/secret",
                "docs/..%3b/secret",
                "docs/..%00/secret",
                "docs/..%20/secret",
                "docs/.. /secret",
                "docs/%c0%ae%C0%AE/secret",
                "docs/..%c0%afsecret",
                "docs/%u002e%u002e/secret",
                "docs/\uff0e\uff0e/secret",
                "docs/%EF%BC%8E%EF%BC%8E/secret",
                "docs/..\uff0fsecret",
                "docs/.\u200b./secret",
                "docs/\u2025/secret",
                "docs/%f0%80%80%ae./secret",
                "docs/..\ufe0f/secret",
                "docs/.\u034f./secret",
                "docs/\u3164../secret",
                "s3://b/../a",
                "/..?a",
                "a//.."
            })
    void refusesSteps(String text) {
        assertThat(rule.isValid(text, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/se\u00adcret",
                "docs/secret\u3164",
                "docs/\ufe0fsecret",
                " docs/secret",
                "docs/secret ",
                "docs/secre\u0301t"
            })
    void refusesWhatLooksLikeAnother(String text) {
        assertThat(rule.isValid(text, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "docs/my secret",
                "docs/secr\u00e9t",
                "docs/a..b",
                "docs/...",
                ".hidden",
                "docs/.git/config",
                "a/b.",
                "..a",
                "a/..b/c",
                "1.0.0",
                "docs//a",
                "%2e5"
            })
    void acceptsNames(String text) {
        assertThat(rule.isValid(text, null)).isTrue();
    }
}
