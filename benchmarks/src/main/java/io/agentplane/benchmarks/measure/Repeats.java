package io.agentplane.benchmarks.measure;

import java.util.Arrays;
import java.util.Locale;

/** The same figure measured several times: the median counts, the spread tells how far to trust it. */
public record Repeats(double... values) {

    public Repeats {
        if (values.length == 0) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        values = values.clone();
        Arrays.sort(values);
    }

    public double median() {
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** The median, and the least and the greatest in brackets, with so many decimals. */
    public String show(int decimals) {
        String number = "%,." + decimals + "f";
        return String.format(
                Locale.ROOT,
                number + " (" + number + " to " + number + ")",
                median(),
                values[0],
                values[values.length - 1]);
    }
}
