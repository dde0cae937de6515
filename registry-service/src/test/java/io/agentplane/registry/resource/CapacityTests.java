package io.agentplane.registry.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityTests {

    @ParameterizedTest
    @CsvSource({"0.001, 1, 0.001", "0.1, 100, 0.1", "2, 2000, 2", "10.000, 10000, 10", "1E+3, 1000000, 1000"})
    void countsCoresInThousandthsAndWritesThemShort(BigDecimal cores, long millis, String written) {
        assertThat(Capacity.millis(cores)).isEqualTo(millis);
        assertThat(Capacity.cores(millis)).hasToString(written);
    }

    @Test
    void losesNothingBelowAThousandthUnseen() {
        assertThatThrownBy(() -> Capacity.millis(new BigDecimal("0.0001"))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void namesWhatThereIsAndNothingElse() {
        assertThat(Capacity.named(new Amounts(500, 0, 0, 7)))
                .isEqualTo(Map.of("cpu", new BigDecimal("0.5"), "bandwidth", 7L));
    }
}
