package io.agentplane.platform.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestQueryTests {

    @Test
    void decodesNamesAndValuesOnce() {
        RequestQuery query = RequestQuery.parse("q=a+b&n%61mespace=%E8%B4%A2&q=50%25&flag&=x&&tag=a=b");

        assertThat(query.parameters())
                .isEqualTo(Map.of(
                        "q", List.of("a b", "50%"),
                        "namespace", List.of("财"),
                        "flag", List.of(""),
                        "", List.of("x"),
                        "tag", List.of("a=b")));
        assertThat(query.single("namespace")).isEqualTo("财");
        assertThat(query.single("nobody")).isNull();
    }

    @Test
    void encodesWhatOthersMayNotTake() {
        for (char character = '!'; character < '\u007f'; character++) {
            if (character != '%') {
                RequestQuery query = RequestQuery.parse("q=" + character + "&r=%7C");
                String encoded = Objects.requireNonNull(query.encoded());

                assertThat(URI.create("http://localhost/?" + encoded).getRawQuery())
                        .isEqualTo(encoded);
                assertThat(RequestQuery.parse(encoded).parameters()).isEqualTo(query.parameters());
            }
        }
    }

    @ParameterizedTest
    @NullAndEmptySource
    void maybeThereIsNone(String raw) {
        assertThat(RequestQuery.parse(raw).parameters()).isEmpty();
        assertThat(RequestQuery.parse(raw).encoded()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=%zz", "x=%ff", "x=%", "%=1", "x=%C0%80", "x=中", "x=a b", "x=\u0001", "x=%ED%A0%80"})
    void refusesWhatIsNoEncodedUtf8(String raw) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> RequestQuery.parse(raw))
                .matches(refusal -> refusal.code() == PlatformProblem.INVALID_REQUEST);
    }

    @Test
    void refusesTwoValuesWhereOneIsMeant() {
        RequestQuery query = RequestQuery.parse("namespace=a&name%73pace=b");

        assertThatExceptionOfType(DomainException.class).isThrownBy(() -> query.single("namespace"));
    }
}
