package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilledTests {

    private static final Part PART = new Part(1, true, "a");

    @ParameterizedTest
    @MethodSource("withAGap")
    void namesTheFieldThatATestWouldNotMiss(Whole whole, String path) {
        assertThatThrownBy(() -> Filled.filled(whole))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(path);
    }

    static Stream<Object[]> withAGap() {
        return Stream.of(
                new Object[] {new Whole(null, List.of(PART), Map.of("a", 1)), "Whole.part"},
                new Object[] {new Whole(new Part(0, true, "a"), List.of(PART), Map.of("a", 1)), "Whole.part.number"},
                new Object[] {new Whole(PART, List.of(new Part(1, false, "a")), Map.of("a", 1)), "Whole.parts[].flag"},
                new Object[] {new Whole(PART, List.of(new Part(1, true, "")), Map.of("a", 1)), "Whole.parts[].text"},
                new Object[] {new Whole(PART, List.of(), Map.of("a", 1)), "Whole.parts"},
                new Object[] {new Whole(PART, List.of(PART), Map.of()), "Whole.data"});
    }

    @Test
    void letsDataBeAnything() {
        Map<String, Object> data = new HashMap<>();
        data.put("nothing", null);
        data.put("zero", 0);
        Whole whole = new Whole(PART, List.of(PART), data);

        assertThat(Filled.filled(whole)).isSameAs(whole);
    }

    record Part(int number, boolean flag, String text) {}

    record Whole(Part part, List<Part> parts, Map<String, ?> data) {}
}
