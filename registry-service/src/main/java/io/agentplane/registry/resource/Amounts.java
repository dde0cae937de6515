package io.agentplane.registry.resource;

import java.util.function.LongBinaryOperator;

/**
 * Exact amounts of the four resources. Negative ones are changes. Arithmetic that would overflow fails.
 *
 * @param cpuMillis thousandths of a core
 * @param memory bytes
 * @param storage bytes
 * @param bandwidth bits per second
 */
record Amounts(long cpuMillis, long memory, long storage, long bandwidth) {

    static final Amounts NONE = new Amounts(0, 0, 0, 0);

    Amounts plus(Amounts other) {
        return zip(other, Math::addExact);
    }

    Amounts minus(Amounts other) {
        return zip(other, Math::subtractExact);
    }

    Amounts negated() {
        return NONE.minus(this);
    }

    /** Of each resource the lesser amount. */
    Amounts least(Amounts other) {
        return zip(other, Math::min);
    }

    /** Of each resource what this has more than the other. */
    Amounts beyond(Amounts other) {
        return zip(other, (mine, others) -> Math.max(Math.subtractExact(mine, others), 0));
    }

    boolean isNothing() {
        return equals(NONE);
    }

    private Amounts zip(Amounts other, LongBinaryOperator operator) {
        return new Amounts(
                operator.applyAsLong(cpuMillis, other.cpuMillis),
                operator.applyAsLong(memory, other.memory),
                operator.applyAsLong(storage, other.storage),
                operator.applyAsLong(bandwidth, other.bandwidth));
    }
}
