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
                "",
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
