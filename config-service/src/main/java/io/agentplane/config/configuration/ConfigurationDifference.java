package io.agentplane.config.configuration;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How two revisions differ.
 *
 * @param from the revision that {@code before} is taken from
 * @param to the revision that {@code after} is taken from
 * @param changes the settings that differ, in alphabetical order; empty when none does
 */
record ConfigurationDifference(long from, long to, List<Change> changes) {

    /**
     * One setting that differs.
     *
     * @param field the path of the setting, as in {@code temperature} or {@code features.search}
     * @param before its value in {@code from}; absent when it was not set
     * @param after its value in {@code to}; absent when it was not set
     */
    record Change(
            String field, @Nullable Object before, @Nullable Object after) {}

    static ConfigurationDifference between(Layer from, Layer to) {
        Map<String, Object> before = flat(from.values());
        Map<String, Object> after = flat(to.values());
        SortedSet<String> fields = new TreeSet<>(before.keySet());
        fields.addAll(after.keySet());
        List<Change> changes = fields.stream()
                .filter(field -> !same(before.get(field), after.get(field)))
                .map(field -> new Change(field, before.get(field), after.get(field)))
                .toList();
        return new ConfigurationDifference(from.revision(), to.revision(), changes);
    }

    private static Map<String, Object> flat(Map<String, Object> values) {
        Map<String, Object> flat = new TreeMap<>();
        values.forEach((field, value) -> {
            if (value instanceof Map<?, ?> members) {
                members.forEach((name, member) -> flat.put(field + "." + name, member));
            } else {
                flat.put(field, value);
            }
        });
        return flat;
    }

    /** JSON knows one kind of number: 1 and 1.0 are the same. */
    private static boolean same(@Nullable Object before, @Nullable Object after) {
        if (before instanceof Number && after instanceof Number) {
            return new BigDecimal(before.toString()).compareTo(new BigDecimal(after.toString())) == 0;
        }
        return Objects.equals(before, after);
    }
}
