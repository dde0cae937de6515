package io.agentplane.scheduler.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StorableTests {

    private final Storable.Validator validator = new Storable.Validator();

    static Stream<Object> storable() {
        return Stream.of(
                "text",
                "\ud83d\ude80",
                Map.of("a", List.of(1, true, Map.of())),
                Instant.parse("2030-01-01T00:00:00Z"),
                nested(100));
    }

    static Stream<Object> unstorable() {
        return Stream.of(
                "nul\u0000",
                "half\ud83d",
                Map.of("key\u0000", 1),
                Map.of("a", List.of(Map.of("b", "\udc00"))),
                Instant.MAX,
                Instant.MIN,
                nested(101));
    }

    @Test
    void takesNothingForStorable() {
        assertThat(isStorable(null)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("storable")
    void takesWhatCanBeStored(Object value) {
        assertThat(isStorable(value)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("unstorable")
    void refusesWhatCanNotBeStored(Object value) {
        assertThat(isStorable(value)).isFalse();
    }

    private boolean isStorable(Object value) {
        return validator.isValid(value, null);
    }

    private static Object nested(int levels) {
        Object value = "core";
        for (int level = 0; level < levels; level++) {
            value = level % 2 == 0 ? List.of(value) : Map.of("in", value);
        }
        return value;
    }
}
