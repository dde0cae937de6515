package io.agentplane.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRuleTests {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    @ParameterizedTest
    @ValueSource(strings = {"", "हिन्दी", "می‌خواهم", "👩‍👩‍👧", "a b", "财务", "<script>", " "})
    void takeEverythingThatIsText(String text) {
        assertThat(isTaken("line", text)).isTrue();
        assertThat(isTaken("lines", text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0001", "a\u001b[31m", "\u007f", "\u0085", "a\u009fb"})
    void refuseControlCharacters(String text) {
        assertThat(isTaken("line", text)).isFalse();
        assertThat(isTaken("lines", text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\n", "\t", "a\n"})
    void takeLinesWhereLinesMayBe(String text) {
        assertThat(isTaken("line", text)).isFalse();
        assertThat(isTaken("lines", text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u2028", "a\u2029b"})
    void knowOtherBreaksOfLines(String text) {
        assertThat(isTaken("line", text)).isFalse();
        assertThat(isTaken("lines", text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "-", "a b", "a/b", "ä", "a\n", "a%"})
    void refuseWhatIsNoSimpleName(String text) {
        assertThat(isTaken("name", text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "A.b_c-d", "x.."})
    void takeSimpleNames(String text) {
        assertThat(isTaken("name", text)).isTrue();
        assertThat(isTaken("name", text + "x".repeat(101 - text.length()))).isFalse();
    }

    private static boolean isTaken(String field, String text) {
        return VALIDATOR.validateValue(Sample.class, field, text).isEmpty();
    }

    private record Sample(
            @PlainText @Nullable String line,
            @PlainLines @Nullable String lines,
            @SimpleName @Nullable String name) {}
}
