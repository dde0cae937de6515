package io.agentplane.policy.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class LimitTests {

    private static final Limit DOLLAR = new Limit(BigDecimal.ONE, 100L);

    @Test
    void goesByTheLargerShare() {
        assertThat(DOLLAR.percent(cost("0.799999", 3))).isEqualTo(79);
        assertThat(DOLLAR.percent(cost("0.8", 3))).isEqualTo(80);
        assertThat(DOLLAR.percent(cost("0.8", 100))).isEqualTo(100);
        assertThat(DOLLAR.percent(cost("3", 0))).isEqualTo(300);
    }

    @Test
    void isNeverReachedWhereThereIsNone() {
        assertThat(Limit.NONE.percent(cost("1000000", 1_000_000))).isZero();
    }

    @Test
    void isReachedByTheFirstCentWhenItIsNothing() {
        Limit nothing = new Limit(BigDecimal.ZERO, null);

        assertThat(nothing.percent(cost("0", 7))).isZero();
        assertThat(nothing.percent(cost("0.01", 0))).isEqualTo(100);
    }

    @Test
    void leavesNoLessThanNothing() {
        assertThat(DOLLAR.left(cost("0.25", 99))).isEqualTo(new Limit(new BigDecimal("0.75"), 1L));
        assertThat(DOLLAR.left(cost("1.25", 101))).isEqualTo(new Limit(BigDecimal.ZERO, 0L));
    }

    @Test
    void knowsEqualCostsByTheirValue() {
        assertThat(cost("1.50", 1)).isEqualTo(cost("1.5", 1));
        assertThat(cost("10", 1)).isEqualTo(cost("1E+1", 1));
    }

    private static Cost cost(String amount, long tokens) {
        return new Cost(new BigDecimal(amount), tokens);
    }
}
