package io.agentplane.platform.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
                "a//..",
                "docs/%f8%80%80%80%ae./secret",
                "docs/%c0%2e/secret",
                "docs/&#46;&#46;/secret",
                "docs/&#x2e;./secret",
                "docs/..&sol;secret",
                "docs&bsol;..&bsol;secret",
                "docs/&period;./secret",
                "docs/&#46./secret",
                "docs/%26%2346;./secret",
                "docs/\uff06#46;./secret",
                "docs/&\uff0346;./secret",
                "docs/..\u2215secret",
                "docs\u2044..\u2044secret",
                "docs/..\u29f8secret",
                "docs/..\u2216secret",
                "docs/..%E2%88%95secret",
                "docs/\u2024\u2024/secret",
                "docs/\ufe52./secret",
                "docs/..\uff1ba/secret",
                "docs/\uff052e./secret",
                "docs/%2525252525252e./secret",
                "docs/..%2fsecret",
                "docs/%%32e./secret",
                "docs/&amp#46;&amp#46;/secret",
                "docs/.&shy./secret",
                "docs/..&nbsp/secret",
                "docs/&lt;",
                "docs/ /secret",
                "docs/secret /x",
                "docs/ secret/x",
                "C://Windows",
                "k8s:/prod/x",
                "file:/etc/hosts",
                "file:////etc",
                "docs/&#",
                "docs/..\u00a5secret",
                "docs/..\u20a9secret",
                "docs/\u066a2e",
                "docs/..\u3033x",
                "docs/\u3002\u3002/x",
                "docs//secret",
                "//docs/secret",
                "docs/secret//",
                "https:///x",
                "https://host//x",
                "docs\\secret/x",
                "C:\\docs\\a.txt",
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

    /** One that encodes would be a second spelling of another resource. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "50%", "%", "a%2", "a%2Fb", "%41", "a%20b", "a%C3%BC", "a%7Cb", "a%3Bb", "a%26b", "100%25", "a%00"
            })
    void refusesPercentSigns(String text) {
        assertThat(rule.isValid(text, null)).isFalse();
    }

    @Test
    void takesTextsOfAnyLength() {
        assertThat(rule.isValid("a".repeat(100_000), null)).isTrue();
        assertThat(rule.isValid("\u00e9/".repeat(50_000), null)).isTrue();
        assertThat(rule.isValid("\ufdfa".repeat(1_000), null)).isTrue();
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
                "docs/a b.txt",
                "https://host:8080/x?y=1&z=2#top",
                "https://host/x?q=a+b&lang=en;v=1",
                "\u8d22\u52a1/\u62a5\u8868\u3002",
                "R&D/\u00bd",
                "mailto:a@b.example",
                "s3://bucket/key",
                "/etc/hosts",
                "AT&T/a",
                "https://host/x?page=1&page_size=2&utm_source=y&sort-by=z&filter[x]=2",
                "https://host/x?flag&other&gr\u00f6\u00dfe=2",
                "https://host/?url=https://other/x",
                "postgres://user@host/db?sslmode=off&connect_timeout=1",
                "jdbc:postgresql://db/app",
                "file:///etc/passwd",
                "C:/docs/a.txt",
                "Ben&Jerry",
                "M&Ms",
                "docs/a  b",
                "team:x/y",
                "prices/\u00a5",
                "a:b/c;d"
            })
    void acceptsNames(String text) {
        assertThat(rule.isValid(text, null)).isTrue();
    }
}
