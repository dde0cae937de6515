package io.agentplane.platform.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTests {

    private static final Pattern ENCODED = Pattern.compile("/budgets/a[A-Za-z0-9._~%-]+b");

    @ParameterizedTest
    @CsvSource({
        "/agents, agents",
        "/%61gents, agents",
        "/%E8%B4%A2%E5%8A%A1, 财务",
        "/a%2Fb, a/b",
        "/50%25, 50%",
        "/%2541, %41",
        "/a%3Bb, a;b",
        "/a%5cb, a\\b",
        "/..., ...",
        "/a%20b, a b",
        "/%F0%9F%A4%96, 🤖",
    })
    void decodesASegmentOnce(String raw, String segment) {
        assertThat(RequestPath.parse(raw).segments()).containsExactly(segment);
    }

    @Test
    void keepsTheEmptySegmentAfterASlashAtTheEnd() {
        assertThat(RequestPath.parse("/").segments()).containsExactly("");
        assertThat(RequestPath.parse("/agents/").segments()).containsExactly("agents", "");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "*",
                "agents",
                "//agents",
                "/agents//1",
                "/agents/.",
                "/agents/../tasks",
                "/agents/%2e%2E/tasks",
                "/agents/%2e",
                "/agents;a=b/1",
                "/agents/1;",
                "/agents/é",
                "/agents/heartbeat中",
                "/agents/a b",
                "/agents/a\\b",
                "/agents/a\"b",
                "/agents/%",
                "/agents/%4",
                "/agents/%zz",
                "/agents/%u0041",
                "/agents/%E9",
                "/agents/%C0%AF",
                "/agents/%ED%A0%80",
                "/agents/%F5%80%80%80",
                "/agents/%E4%B8",
                "/agents/%00",
                "/agents/a%0Ab",
                "/agents/a%7Fb",
                "/agents/%C2%80",
                "/agents/a%E2%80%A8b",
                "/agents/%20a",
                "/agents/a%20",
                "/agents/%20",
                "/agents/%C2%A0a",
                "/agents/a%E2%80%8B",
                "/agents/%EF%BB%BFa",
                "/agents/%E3%80%80a",
            })
    void refusesWhatOthersMayReadInAnotherWay(@Nullable String raw) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> RequestPath.parse(raw))
                .matches(refusal -> refusal.code() == PlatformProblem.INVALID_REQUEST);
    }

    @Test
    void everyTextThatCanBeAddressedIsReadAsItIsWritten() {
        List<String> readable = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .mapToObj(codePoint -> "a" + Character.toString(codePoint) + "b")
                .filter(AddressableText::isAddressable)
                .toList();

        assertThat(readable).hasSizeGreaterThan(1_000_000);
        assertThat(misread(readable)).isEmpty();
    }

    /** Many in a row are read as they are written if each of them is, and a million are too many to read one by one. */
    private static List<String> misread(List<String> texts) {
        if (isReadAsItIsWritten(String.join("", texts))) {
            return List.of();
        }
        return texts.size() == 1
                ? texts
                : halves(texts).flatMap(half -> misread(half).stream()).toList();
    }

    private static Stream<List<String>> halves(List<String> texts) {
        int middle = texts.size() / 2;
        return Stream.of(texts.subList(0, middle), texts.subList(middle, texts.size()));
    }

    private static boolean isReadAsItIsWritten(String text) {
        var path = new RequestPath(List.of("budgets", text));
        return ENCODED.matcher(path.encoded()).matches()
                && RequestPath.parse(path.encoded()).equals(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a\ud800", " a", "a\nb"})
    void cannotBeMadeOfWhatNoPathHas(String segment) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RequestPath(List.of(segment, "agents")));
    }

    @Test
    void hasOneSpelling() {
        assertThat(RequestPath.parse("/%61gents/a%2fb%7e!").encoded()).isEqualTo("/agents/a%2Fb~%21");
    }

    @ParameterizedTest
    @ValueSource(strings = {"team", "财务", "a/b", "50%", "a..b", "a b", ".a", "न\u093f", "-"})
    void namesThatClientsCanAddressMayBeRegistered(String name) {
        assertThat(new AddressableText().isValid(name, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                " team",
                "team ",
                "team\u200b",
                "\u00a0team",
                "a\nb",
                "a\u0085b",
                "a\ud800",
                "\u2800",
                "\u3164",
                "\u115fa",
                "a\uffa0",
                "\u034f",
                "\ufe0fa",
                "न\u200dि",
                "te\u202eam",
                "te\u00adam",
                "te\ufe0fam",
                "a\u00a0b",
                "a\u3000b",
                "a\u2800b",
                "a\ufffcb",
                "a\ufffeb",
                "a\ud834\udd59b",
                "a\ud83f\udffeb",
                "a\ud81b\udfe4b",
                "cafe\u0301"
            })
    void namesThatNoClientCanAddressMayNot(String name) {
        assertThat(new AddressableText().isValid(name, null)).isFalse();
    }
}
