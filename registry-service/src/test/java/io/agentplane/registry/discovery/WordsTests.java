package io.agentplane.registry.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How texts are cut into words. */
class WordsTests {

    @Test
    void cutsAtAllButLettersMarksAndDigits() {
        assertThat(Words.of("data-cleaner.v2 (washes) the team's"))
                .containsExactly("data", "cleaner", "v2", "washes", "the", "team", "s");
        assertThat(Words.of("\u0939\u093f\u0928\u094d\u0926\u0940 \u0938\u0947\u0935\u093e"))
                .containsExactly("\u0939\u093f\u0928\u094d\u0926\u0940", "\u0938\u0947\u0935\u093e");
        assertThat(Words.of("!?")).isEmpty();
    }

    /** Escaped where an editor might compose or reorder. */
    @ParameterizedTest
    @CsvSource({
        "caf\u00e9, cafe\u0301",
        "STRASSE, stra\u00dfe",
        "\u0130stanbul, istanbul",
        "I\u0307stanbul, \u0130STANBUL",
        "\u0131s\u0131, ISI",
        "\u039f\u0394\u039f\u03a3, \u03bf\u03b4\u03bf\u03c2",
        "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f, \u0645\u062d\u0645\u062f",
        "\uff21\uff29, ai",
        "soft\u00adware, software",
        "\u0915\u094d\u200d\u0937, \u0915\u094d\u0937"
    })
    void takesForAlikeWhatOnlyLooksDifferent(String one, String other) {
        assertThat(Words.of(one)).isEqualTo(Words.of(other)).isNotEmpty();
    }

    @Test
    void takesEachTwoCharactersOfAScriptWithoutBlanks() {
        assertThat(Words.of("\u6570\u636e\u6e05v2")).containsExactly("\u6570\u636e", "\u636e\u6e05", "\u6e05", "v2");
    }

    /** Yi, Javanese and Tai Tham. */
    @ParameterizedTest
    @ValueSource(strings = {"\ua188\ua320\ua259\ua0c5", "\ua997\ua9ae\ua9a4\ua9b1", "\u1a3e\u1a63\u1a21\u1a3f"})
    void takesEachTwoCharactersOfEveryScriptWithoutBlanks(String text) {
        assertThat(Words.of(text)).contains(text.substring(1, 3));
    }

    @Test
    void boundsWords() {
        assertThat(Words.of("x".repeat(5000))).containsExactly("x".repeat(100));
    }

    @Test
    void cutsTheSameHoweverComposed() {
        for (String text : List.of(
                "Ti\u1ebfng Vi\u1ec7t",
                "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22\u0e17\u0e35\u0e48\u0e14\u0e35",
                "\ud55c\uad6d\uc5b4")) {
            assertThat(Words.of(Normalizer.normalize(text, Normalizer.Form.NFD)))
                    .isEqualTo(Words.of(Normalizer.normalize(text, Normalizer.Form.NFC)))
                    .isNotEmpty();
        }
    }
}
