package io.agentplane.policy.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.agentplane.policy.engine.expression.InvalidExpressionException.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RE2J goes round for ever looking for the cases of some characters. Each test compiles in a thread of its own, which a red
 * test leaves behind.
 */
class IgnoredCaseTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i)\u1c80",
                "(?i:a\u1c88)",
                "(?s-m)(?-si)(?msi:x\u1c80)",
                "(?i)[\u1c81]",
                "(?i)[^\u1c7f-\u1c89]",
                "(?i)[!-\ud7ff]",
                "(?i)[\\n-\u1c85x]",
                "(?i)[--\u1c85]",
                "(?i)[a-b-\u1c85]",
                "(?i)\\Q\u1c80\\E",
                "(?i)\\x{1c80}",
                "(?i)[\\x{1c80}]",
                "(?i)[a-\\x{1c90}]",
                "(?i)\\1234",
                "(?i)\\Q\\\\E\\x{1c80}",
                "\u1c80(?i)",
                "a|(?i)\u1c80",
                "((?i)a)\\Q(?i)\\E\u1c80",
            })
    void refusesWhatCouldGoRoundForEver(String pattern) {
        Fault fault = within(Duration.ofSeconds(5), () -> onlyFault(matching(pattern)));

        assertThat(fault.message()).startsWith("a pattern").hasSizeLessThan(120);
        assertThat(fault.line()).isOne();
        assertThat(fault.column()).isEqualTo("context.s.matches(".length() + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "(?i)админ, АДМИН",
        "(?i)[а-я]+, ЁЯ",
        "(?i)[Ѐ-ӿ]+$, ӁӂӃ",
        "(?i)[α-ω]+, ΑΣΩ",
        "(?i)σοφος, ΣΟΦΟΣ",
        "(?i)kiss, KIſS",
        "(?i)[a-z0-9._%+-]+@example[.]com$, Ann.K@EXAMPLE.COM",
        "(?i)[一-龥a-z]+, 一B",
        "(?i)\\Qa.b\\E\\s\\w\\., A.B c.",
        "(?i:straße)|x, STRAẞE",
        "\u1c80, \u1c80",
        "[\u1c80-\u1c88]\\x{1c80}, \u1c81\u1c80",
        "(?P<id>\u1c80), \u1c80",
    })
    void ignoresTheCaseOfWhatLeadsBack(String pattern, String text) {
        assertThat(within(Duration.ofSeconds(5), () -> evaluate(pattern, text))).isEqualTo(Verdict.Known.TRUE);
    }

    /** Of every character there is, alone, in brackets and met in a text. */
    @Test
    void eitherRefusesACharacterOrMatchesIt() {
        int refused = within(Duration.ofMinutes(1), () -> {
            int count = 0;
            for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
                String text = Character.toString(character);
                String literal = "(?i)" + quoted(character, text);
                if (FoldingRules.fault(literal).isPresent()) {
                    count++;
                    continue;
                }
                assertThat(Pattern.compile(literal).matcher(text).matches())
                        .as("U+%04X", character)
                        .isTrue();
                String inBrackets = "(?i)[" + quoted(character, text) + "-" + quoted(character, text) + "\\n]";
                assertThat(Pattern.compile(inBrackets).matcher("x" + text).find())
                        .as("U+%04X in brackets", character)
                        .isTrue();
                // What a text holds is compared with the pattern's cases, not the other way round.
                Pattern.compile("(?i)k[Δδ]").matcher(text).find();
            }
            return count;
        });

        assertThat(refused).isBetween(9, 100);
    }

    /** Patterns of all that names characters; whatever is let through compiles and ends. */
    @Test
    void letsThroughNothingThatGoesRoundForEver() {
        AtomicReference<String> last = new AtomicReference<>("");
        within(Duration.ofMinutes(1), last, () -> {
            var random = new Random(7);
            int compiled = 0;
            for (int round = 0; round < 60_000; round++) {
                String pattern = randomPattern(random);
                last.set(pattern);
                if (FoldingRules.fault(pattern).isEmpty()) {
                    try {
                        Pattern.compile(pattern)
                                .matcher("kK\u212a\u1c80\u0432σΣ")
                                .find();
                        compiled++;
                    } catch (PatternSyntaxException malformed) {
                        assertThat(malformed.getDescription()).isNotBlank();
                    }
                }
            }
            assertThat(compiled).isGreaterThan(5_000);
            return compiled;
        });
    }

    private static String randomPattern(Random random) {
        List<String> parts = List.of(
                "(?i)",
                "(?-i)",
                "(?si:",
                "(?m-i:",
                "(",
                ")",
                ")",
                "[",
                "[^",
                "]",
                "]",
                "-",
                "-",
                "|",
                "*",
                "\\Q",
                "\\E",
                "\\pL",
                "\\p{Greek}",
                "\\PN",
                "\\p{^Cyrillic}",
                "[[:alpha:]]",
                "[:^word:]",
                "\\w",
                "\\D",
                "\\n",
                "\\\\",
                "\\]",
                "\\-",
                "\\x41",
                "\\x{1c82}",
                "\\123",
                "a",
                "k",
                "Z",
                "!",
                "\u1c80",
                "\u1c88",
                "\u1c7f",
                "\u1c89",
                "я",
                "ω",
                "ſ",
                "\ud801\udc4f",
                "{2}",
                "(?P<i>",
                ",");
        StringBuilder pattern = new StringBuilder(random.nextInt(3) == 0 ? "" : "(?i)");
        int length = 1 + random.nextInt(9);
        for (int part = 0; part < length; part++) {
            pattern.append(parts.get(random.nextInt(parts.size())));
        }
        return pattern.toString();
    }

    private static String quoted(int character, String text) {
        return character < 128 && !Character.isLetterOrDigit(character) ? "\\" + text : text;
    }

    private static String matching(String pattern) {
        return "context.s.matches(r'" + pattern + "')";
    }

    private static Verdict evaluate(String pattern, String text) throws InvalidExpressionException {
        var allowance = Allowance.ofOne();
        allowance.beginDecision();
        allowance.beginPolicy(false);
        return Expression.compile(matching(pattern))
                .evaluate(Map.of(), "read", null, Map.of("s", text), Instant.EPOCH, allowance);
    }

    private static Fault onlyFault(String expression) throws InvalidExpressionException {
        try {
            Expression.compile(expression);
        } catch (InvalidExpressionException invalid) {
            assertThat(invalid.faults()).hasSize(1);
            return invalid.faults().getFirst();
        }
        return fail("It was let through");
    }

    private static <T> T within(Duration limit, Work<T> work) {
        return within(limit, new AtomicReference<>(""), work);
    }

    private static <T> T within(Duration limit, AtomicReference<String> last, Work<T> work) {
        var result = new AtomicReference<@Nullable T>();
        var failure = new AtomicReference<@Nullable Throwable>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                result.set(work.done());
            } catch (Exception | Error failed) {
                failure.set(failed);
            }
        });
        try {
            thread.join(limit);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        assertThat(failure.get()).isNull();
        T done = result.get();
        return done == null ? fail("Not done in time, at " + last.get()) : done;
    }

    private interface Work<T> {
        T done() throws Exception;
    }
}
