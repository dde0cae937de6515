package io.agentplane.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScalarTests {

    @Test
    void givesEqualNumbersOneForm() {
        assertThat(List.of((byte) 1, (short) 1, 1, 1L, 1.0, 1.0f, BigInteger.ONE, new BigDecimal("1.00")))
                .extracting(Scalar::of)
                .containsOnly(1L);
        assertThat(List.of(0.1, 0.1f, new BigDecimal("0.10")))
                .extracting(Scalar::of)
                .containsOnly(0.1);
        assertThat(List.of(0, -0.0, new BigDecimal("0E+9")))
                .extracting(Scalar::of)
                .containsOnly(0L);
        assertThat(List.of(1e18, 1_000_000_000_000_000_000L, new BigDecimal("1E+18")))
                .extracting(Scalar::of)
                .containsOnly(1_000_000_000_000_000_000L);
        assertThat(List.of(1e19, new BigInteger("10000000000000000000")))
                .extracting(Scalar::of)
                .containsOnly(1e19);
    }

    @Test
    void keepsNeighboursApartThatADoubleWouldMerge() {
        assertThat(Scalar.of(9_007_199_254_740_993L)).isNotEqualTo(Scalar.of(9_007_199_254_740_992L));
        assertThat(Scalar.of(new BigDecimal("0.1000000000000000000001"))).isNotEqualTo(Scalar.of(0.1));
        assertThat(Scalar.of(BigInteger.ONE.shiftLeft(63))).isNotEqualTo(Scalar.of(Long.MAX_VALUE));
    }

    @Test
    void hasNoFormForOtherValues() {
        assertThat(Scalar.of(null)).isNull();
        assertThat(Scalar.of(Double.NaN)).isNull();
        assertThat(Scalar.of(Float.NaN)).isNull();
        assertThat(Scalar.of(Double.NEGATIVE_INFINITY)).isNull();
        assertThat(Scalar.of('c')).isNull();
        assertThat(Scalar.of(new AtomicInteger(1))).isNull();
        assertThat(Scalar.of(List.of())).isNull();
    }

    @Test
    void survivesExponentsThatWouldFillTheMemory() {
        var huge = new BigDecimal("1E+2147483647");
        var tiny = new BigDecimal("1E-2147483647");

        assertThat(compare(huge, 1)).isPositive();
        assertThat(compare(tiny, 0)).isPositive();
        assertThat(compare(tiny, 1e-300)).isNegative();
        assertThat(Scalar.of(huge)).isEqualTo(huge);
    }

    /** Against plain decimals, on numbers picked to lie close together and around the limits of the fast paths. */
    @Test
    void comparesAsDecimalsDo() {
        var random = new Random(7);
        for (int round = 0; round < 100_000; round++) {
            Number one = number(random);
            Number other = number(random);
            int expected = new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()));

            assertThat(compare(one, other)).as("%s and %s", one, other).isEqualTo(expected);
            assertThat(Scalar.of(one).equals(Scalar.of(other)))
                    .as("%s and %s", one, other)
                    .isEqualTo(expected == 0);
        }
    }

    private static Number number(Random random) {
        long[] centres = {0, 1L << 53, -(1L << 53), 1_000_000_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE};
        long near = centres[random.nextInt(centres.length)] + random.nextInt(-3, 4);
        return switch (random.nextInt(5)) {
            case 0 -> near;
            case 1 -> (double) near;
            case 2 -> near / 8.0;
            case 3 -> BigDecimal.valueOf(near).divide(BigDecimal.TEN.pow(random.nextInt(3)));
            default -> BigInteger.valueOf(near).multiply(BigInteger.valueOf(random.nextInt(1, 3)));
        };
    }

    private static int compare(Number one, Number other) {
        return Integer.signum(Scalar.compare(Scalar.number(one), Scalar.number(other)));
    }
}
