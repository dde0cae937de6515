package io.agentplane.registry.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTests {

    @ParameterizedTest
    @CsvSource({
        "^1.2, 1.2.0, true",
        "^1.2, 1.9.7, true",
        "^1.2, 2.0.0, false",
        "^1.2, 1.1.9, false",
        "~1.2, 1.3.0, false",
        ">=1.2 <2, 1.5.0, true",
        "1.x || 3.0.1, 3.0.1, true",
        "1.x || 3.0.1, 2.0.0, false",
        "^1, 1, true",
        "^1, 1.4, true",
        "^1.0.0, 1.1.0-beta, false",
        "^1, latest, false",
        "1.0.0-latest, 1.0.0-latest, true",
    })
    void holdsTheVersionsThatNpmWouldTake(String range, String version, boolean contained) {
        assertThat(VersionRange.parse(range).contains(version)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"latest", "Latest", "latest.release", "1.x || latest", "", " ", "newest", ">>1", "^", "1..2", "!"
            })
    void isRefusedWhenItIsNone(String range) {
        assertThatThrownBy(() -> VersionRange.parse(range)).isInstanceOf(IllegalArgumentException.class);
    }
}
