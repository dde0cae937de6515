package io.agentplane.registry.resource;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Amounts of the four resources.
 *
 * @param cpu cores, exact to a thousandth
 * @param memory bytes
 * @param storage bytes
 * @param bandwidth bits per second
 */
record Capacity(BigDecimal cpu, long memory, long storage, long bandwidth) {

    private static final int MILLI = 3;

    Capacity {
        cpu = plain(cpu);
    }

    static Capacity of(Amounts amounts) {
        return new Capacity(cores(amounts.cpuMillis()), amounts.memory(), amounts.storage(), amounts.bandwidth());
    }

    static BigDecimal cores(long cpuMillis) {
        return plain(BigDecimal.valueOf(cpuMillis, MILLI));
    }

    /** Fails for what is not a whole number of thousandths; requests are checked before. */
    static long millis(BigDecimal cores) {
        return cores.movePointRight(MILLI).longValueExact();
    }

    /** The resources of which there is any, by their names. */
    static Map<String, Number> named(Amounts amounts) {
        Map<String, Number> named = new LinkedHashMap<>();
        put(named, "cpu", cores(amounts.cpuMillis()));
        put(named, "memory", amounts.memory());
        put(named, "storage", amounts.storage());
        put(named, "bandwidth", amounts.bandwidth());
        return named;
    }

    private static void put(Map<String, Number> named, String resource, Number amount) {
        if (amount.doubleValue() > 0) {
            named.put(resource, amount);
        }
    }

    /** One way to write each number, so that equal amounts are equal. */
    private static BigDecimal plain(BigDecimal cores) {
        BigDecimal stripped = cores.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
